package io.ridgeway.app.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.StaticCollectionConfig;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.lifecycle.ApproveChaincodeDefinitionForMyOrgArgs;

/**
 * The approval of a contract that an administrator is asked to sign, read from the very bytes: at
 * first a proposal, then the transaction that a peer's endorsement made of it.
 *
 * @param says what is approved, for people
 */
record ContractQuestion(
    String channel, String organisation, String certificate, List<String> says) {
  private static final String LIFECYCLE = "_lifecycle";
  private static final String APPROVE = "ApproveChaincodeDefinitionForMyOrg";

  /** Whether bytes are of that kind at all; what they say is another matter. */
  static boolean isOne(byte[] bytes) {
    try {
      // A proposal and a transaction have their header first, and the same way.
      Header header = Header.parseFrom(Proposal.parseFrom(bytes).getHeader());
      ChannelHeader channel = ChannelHeader.parseFrom(header.getChannelHeader());
      SignatureHeader signature = SignatureHeader.parseFrom(header.getSignatureHeader());
      return channel.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE
          && channel.getTxId().equals(hex(sha256(signature.getNonce(), signature.getCreator())));
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with what is wrong, if they don't approve a contract
   */
  static ContractQuestion of(byte[] bytes) throws InvalidProtocolBufferException {
    Proposal both = Proposal.parseFrom(bytes);
    Header header = Header.parseFrom(both.getHeader());
    SerializedIdentity creator =
        SerializedIdentity.parseFrom(
            SignatureHeader.parseFrom(header.getSignatureHeader()).getCreator());
    List<String> says = new ArrayList<>();
    ByteString asked = both.getPayload();
    if (isProposal(asked)) {
      says.addAll(approved(asked));
      says.add("first its proposal; the transaction is asked for after it");
    } else {
      says.addAll(transaction(header, both.getPayload(), creator.getMspid()));
      says.add("by the transaction that goes to the ledger");
    }
    return new ContractQuestion(
        ChannelHeader.parseFrom(header.getChannelHeader()).getChannelId(),
        creator.getMspid(),
        creator.getIdBytes().toStringUtf8(),
        says);
  }

  private static boolean isProposal(ByteString payload) {
    try {
      ChaincodeProposalPayload asked = ChaincodeProposalPayload.parseFrom(payload);
      return spec(asked).getChaincodeId().getName().equals(LIFECYCLE);
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static ChaincodeSpec spec(ChaincodeProposalPayload asked)
      throws InvalidProtocolBufferException {
    return ChaincodeInvocationSpec.parseFrom(asked.getInput()).getChaincodeSpec();
  }

  private static List<String> approved(ByteString payload) throws InvalidProtocolBufferException {
    ChaincodeProposalPayload asked = ChaincodeProposalPayload.parseFrom(payload);
    ChaincodeSpec spec = spec(asked);
    ChaincodeInput input = spec.getInput();
    if (!spec.getChaincodeId().getName().equals(LIFECYCLE)
        || input.getArgsCount() != 2
        || !input.getArgs(0).toStringUtf8().equals(APPROVE)
        || asked.getTransientMapCount() > 0) {
      throw new IllegalArgumentException("it calls another function");
    }
    ApproveChaincodeDefinitionForMyOrgArgs definition =
        ApproveChaincodeDefinitionForMyOrgArgs.parseFrom(input.getArgs(1));
    List<String> says = new ArrayList<>();
    says.add(
        "contract "
            + definition.getName()
            + " "
            + definition.getVersion()
            + ", sequence "
            + definition.getSequence());
    says.add("package " + definition.getSource().getLocalPackage().getPackageId());
    says.add("endorsed by " + endorsement(definition.getValidationParameter()));
    if (definition.getInitRequired()
        || !definition.getEndorsementPlugin().equals("escc")
        || !definition.getValidationPlugin().equals("vscc")) {
      throw new IllegalArgumentException("it asks for plugins or an initialisation of its own");
    }
    for (CollectionConfig collection : definition.getCollections().getConfigList()) {
      says.add("collection " + collection(collection.getStaticCollectionConfig()));
    }
    return says;
  }

  private static String collection(StaticCollectionConfig collection)
      throws InvalidProtocolBufferException {
    return collection.getName()
        + " of "
        + policy(collection.getMemberOrgsPolicy().getSignaturePolicy())
        + ", peers "
        + collection.getRequiredPeerCount()
        + " to "
        + collection.getMaximumPeerCount()
        + ", blockToLive "
        + collection.getBlockToLive()
        + (collection.getMemberOnlyRead() ? ", read by members only" : "")
        + (collection.getMemberOnlyWrite() ? ", written by members only" : "")
        + (collection.hasEndorsementPolicy()
            ? ", endorsed by " + endorsement(collection.getEndorsementPolicy().toByteString())
            : "");
  }

  private static String endorsement(ByteString parameter) throws InvalidProtocolBufferException {
    ApplicationPolicy policy = ApplicationPolicy.parseFrom(parameter);
    return policy.hasSignaturePolicy()
        ? policy(policy.getSignaturePolicy())
        : "the channel's rule " + policy.getChannelConfigPolicyReference();
  }

  private static String policy(SignaturePolicyEnvelope policy)
      throws InvalidProtocolBufferException {
    List<String> names = new ArrayList<>();
    for (MSPPrincipal principal : policy.getIdentitiesList()) {
      MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
      names.add(role.getMspIdentifier() + "." + role.getRole());
    }
    return rule(policy.getRule(), names);
  }

  private static String rule(SignaturePolicy rule, List<String> names) {
    if (!rule.hasNOutOf()) {
      return rule.getSignedBy() < names.size() ? names.get(rule.getSignedBy()) : "nobody";
    }
    List<String> parts = rule.getNOutOf().getRulesList().stream().map(r -> rule(r, names)).toList();
    return rule.getNOutOf().getN() + " of (" + String.join(", ", parts) + ")";
  }

  /** The transaction is no more than that proposal, and writes only where an approval does. */
  private static List<String> transaction(Header header, ByteString data, String organisation)
      throws InvalidProtocolBufferException {
    Transaction transaction = Transaction.parseFrom(data);
    if (transaction.getActionsCount() != 1
        || !transaction.getActions(0).getHeader().equals(header.getSignatureHeader())) {
      throw new IllegalArgumentException("it isn't one action of who signs");
    }
    ChaincodeActionPayload action =
        ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
    ProposalResponsePayload answer =
        ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload());
    ByteString asked = action.getChaincodeProposalPayload();
    if (!answer
        .getProposalHash()
        .equals(sha256(header.getChannelHeader(), header.getSignatureHeader(), asked))) {
      throw new IllegalArgumentException("what was endorsed is another proposal");
    }
    ChaincodeAction result = ChaincodeAction.parseFrom(answer.getExtension());
    for (NsReadWriteSet of : TxReadWriteSet.parseFrom(result.getResults()).getNsRwsetList()) {
      if (KVRWSet.parseFrom(of.getRwset()).getWritesCount() > 0) {
        throw new IllegalArgumentException("it writes to " + of.getNamespace());
      }
      for (CollectionHashedReadWriteSet part : of.getCollectionHashedRwsetList()) {
        if (!of.getNamespace().equals(LIFECYCLE)
            || !part.getCollectionName().equals("_implicit_org_" + organisation)) {
          throw new IllegalArgumentException(
              "it writes to " + of.getNamespace() + "/" + part.getCollectionName());
        }
      }
    }
    return approved(asked);
  }

  private static ByteString sha256(ByteString... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ByteString part : parts) {
        digest.update(part.toByteArray());
      }
      return ByteString.copyFrom(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
