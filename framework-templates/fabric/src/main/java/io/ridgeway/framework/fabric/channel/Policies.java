package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** The policies that a channel is governed by. */
final class Policies {
  static final String ADMINS = "Admins";
  static final String READERS = "Readers";
  static final String WRITERS = "Writers";
  static final String ENDORSEMENT = "Endorsement";
  static final String LIFECYCLE = "LifecycleEndorsement";
  static final String BLOCK_VALIDATION = "BlockValidation";

  private Policies() {}

  /** What every group above organisations has: anyone below reads and writes, most administer. */
  static Map<String, Policy> common() {
    return Map.of(READERS, any(READERS), WRITERS, any(WRITERS), ADMINS, majority(ADMINS));
  }

  /**
   * What holds among an application's organisations, beside reading and writing.
   *
   * <p>Fabric's own majority counts every organisation of the channel, one without peers too: two
   * members and two observers could never agree. So where there is one, the members are named.
   *
   * @param members the MSP ids of those that endorse, sorted
   * @param clients of those that have a voice and no peers, sorted: they must agree to any change
   * @param watched whether there is an observer
   */
  static Map<String, Policy> application(
      List<String> members, List<String> clients, boolean watched) {
    return watched || !clients.isEmpty()
        ? Map.of(
            ADMINS, majorityAndAllOf(members, clients),
            ENDORSEMENT, majorityOf(members, MSPRoleType.PEER),
            LIFECYCLE, majorityOf(members, MSPRoleType.PEER))
        : Map.of(
            ADMINS, majority(ADMINS),
            ENDORSEMENT, majority(ENDORSEMENT),
            LIFECYCLE, majority(ENDORSEMENT));
  }

  static Map<String, Policy> member(String msp) {
    return Map.of(
        READERS, anyOf(msp, MSPRoleType.ADMIN, MSPRoleType.PEER, MSPRoleType.CLIENT),
        WRITERS, anyOf(msp, MSPRoleType.ADMIN, MSPRoleType.CLIENT),
        ADMINS, anyOf(msp, MSPRoleType.ADMIN),
        ENDORSEMENT, anyOf(msp, MSPRoleType.PEER));
  }

  static Map<String, Policy> client(String msp) {
    return Map.of(
        READERS, anyOf(msp, MSPRoleType.ADMIN, MSPRoleType.CLIENT),
        WRITERS, anyOf(msp, MSPRoleType.ADMIN, MSPRoleType.CLIENT),
        ADMINS, anyOf(msp, MSPRoleType.ADMIN),
        ENDORSEMENT, never(msp));
  }

  static Map<String, Policy> observer(String msp) {
    return Map.of(
        READERS, anyOf(msp, MSPRoleType.ADMIN, MSPRoleType.PEER, MSPRoleType.CLIENT),
        WRITERS, never(msp),
        // Its own entry (its certificates, its anchor peers) is its own to keep.
        ADMINS, anyOf(msp, MSPRoleType.ADMIN),
        ENDORSEMENT, never(msp));
  }

  static Map<String, Policy> orderer(String msp) {
    return Map.of(
        READERS, anyOf(msp, MSPRoleType.MEMBER),
        WRITERS, anyOf(msp, MSPRoleType.MEMBER),
        ADMINS, anyOf(msp, MSPRoleType.ADMIN));
  }

  static Policy any(String policy) {
    return implicit(ImplicitMetaPolicy.Rule.ANY, policy);
  }

  private static Policy majority(String policy) {
    return implicit(ImplicitMetaPolicy.Rule.MAJORITY, policy);
  }

  /** Two signatures of one identity, which counts once: nobody has them. */
  static Policy never(String msp) {
    return outOf(2, List.of(role(msp, MSPRoleType.ADMIN)));
  }

  /**
   * As many of the consenters as BFT needs for a block: any two such sets share an honest one.
   *
   * @param consenters in the order of the configuration
   */
  static Policy quorum(List<org.hyperledger.fabric.protos.common.Consenter> consenters) {
    int all = consenters.size();
    int faulty = (all - 1) / 3;
    int quorum = (all + faulty + 2) / 2;
    return outOf(
        quorum,
        consenters.stream()
            .map(
                consenter ->
                    principal(
                        MSPPrincipal.Classification.IDENTITY,
                        SerializedIdentity.newBuilder()
                            .setMspid(consenter.getMspId())
                            .setIdBytes(consenter.getIdentity())
                            .build()))
            .toList());
  }

  private static Policy majorityOf(List<String> msps, MSPRoleType role) {
    return outOf(msps.size() / 2 + 1, msps.stream().map(msp -> role(msp, role)).toList());
  }

  /** Administrators of most of the members, and of every client. */
  private static Policy majorityAndAllOf(List<String> members, List<String> clients) {
    if (clients.isEmpty()) {
      return majorityOf(members, MSPRoleType.ADMIN);
    }
    List<MSPPrincipal> principals = new ArrayList<>();
    members.forEach(msp -> principals.add(role(msp, MSPRoleType.ADMIN)));
    clients.forEach(msp -> principals.add(role(msp, MSPRoleType.ADMIN)));
    SignaturePolicy.NOutOf.Builder most =
        SignaturePolicy.NOutOf.newBuilder().setN(members.size() / 2 + 1);
    SignaturePolicy.NOutOf.Builder all =
        SignaturePolicy.NOutOf.newBuilder().setN(1 + clients.size());
    for (int i = 0; i < principals.size(); i++) {
      (i < members.size() ? most : all).addRules(SignaturePolicy.newBuilder().setSignedBy(i));
    }
    all.addRules(SignaturePolicy.newBuilder().setNOutOf(most));
    return policy(
        Policy.PolicyType.SIGNATURE,
        SignaturePolicyEnvelope.newBuilder()
            .setRule(SignaturePolicy.newBuilder().setNOutOf(all))
            .addAllIdentities(principals)
            .build());
  }

  private static Policy anyOf(String msp, MSPRoleType... roles) {
    List<MSPPrincipal> principals = new ArrayList<>();
    for (MSPRoleType role : roles) {
      principals.add(role(msp, role));
    }
    return outOf(1, principals);
  }

  /** Peers of so many of these organisations. */
  static SignaturePolicyEnvelope peersOf(int least, List<String> msps) {
    return signatures(least, msps.stream().map(msp -> role(msp, MSPRoleType.PEER)).toList());
  }

  private static Policy outOf(int least, List<MSPPrincipal> principals) {
    return policy(Policy.PolicyType.SIGNATURE, signatures(least, principals));
  }

  private static SignaturePolicyEnvelope signatures(int least, List<MSPPrincipal> principals) {
    SignaturePolicy.NOutOf.Builder rule = SignaturePolicy.NOutOf.newBuilder().setN(least);
    for (int i = 0; i < principals.size(); i++) {
      rule.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
    }
    return SignaturePolicyEnvelope.newBuilder()
        .setRule(SignaturePolicy.newBuilder().setNOutOf(rule))
        .addAllIdentities(principals)
        .build();
  }

  private static MSPPrincipal role(String msp, MSPRoleType role) {
    return principal(
        MSPPrincipal.Classification.ROLE,
        MSPRole.newBuilder().setMspIdentifier(msp).setRole(role).build());
  }

  private static MSPPrincipal principal(MSPPrincipal.Classification kind, Message principal) {
    return MSPPrincipal.newBuilder()
        .setPrincipalClassification(kind)
        .setPrincipal(principal.toByteString())
        .build();
  }

  private static Policy implicit(ImplicitMetaPolicy.Rule rule, String policy) {
    return policy(
        Policy.PolicyType.IMPLICIT_META,
        ImplicitMetaPolicy.newBuilder().setRule(rule).setSubPolicy(policy).build());
  }

  private static Policy policy(Policy.PolicyType type, Message value) {
    return Policy.newBuilder().setType(type.getNumber()).setValue(value.toByteString()).build();
  }
}
