package io.ridgeway.framework.fabric.chaincode;

import io.ridgeway.framework.fabric.channel.PolicyText;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.CollectionPolicyConfig;
import org.hyperledger.fabric.protos.peer.StaticCollectionConfig;

/**
 * Data that some of a channel's organisations have, and all others only the hashes of.
 *
 * @param policy whose they are
 * @param requiredPeerCount how many other peers must have got them before a transaction is endorsed
 * @param maxPeerCount to how many others an endorsing peer gives them at once
 * @param blockToLive after how many blocks they are forgotten; 0 for never
 * @param endorsement who must endorse a change of them; empty for what holds for the chaincode
 */
public record PrivateCollection(
    String name,
    PolicyText policy,
    int requiredPeerCount,
    int maxPeerCount,
    long blockToLive,
    boolean memberOnlyRead,
    boolean memberOnlyWrite,
    Optional<Rule> endorsement) {
  /** Fabric's own rule, and no longer than what file names take. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9_-]{0,63}");

  /** Who must endorse. */
  public sealed interface Rule {}

  /** Peers that sign together as a policy says. */
  public record Signed(PolicyText policy) implements Rule {}

  /** As a policy of the channel says. */
  public record Referred(String policy) implements Rule {}

  public PrivateCollection {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A collection's name has 1 to 64 letters, digits, - and _, and doesn't begin with _.");
    }
    if (requiredPeerCount < 0 || maxPeerCount < requiredPeerCount) {
      throw new IllegalArgumentException(
          "requiredPeerCount ("
              + requiredPeerCount
              + ") is 0 or more, and maxPeerCount ("
              + maxPeerCount
              + ") not less than that.");
    }
    if (blockToLive < 0) {
      throw new IllegalArgumentException("blockToLive is 0 (for ever) or more.");
    }
  }

  /** As a definition has it. */
  CollectionConfig message() {
    StaticCollectionConfig.Builder config =
        StaticCollectionConfig.newBuilder()
            .setName(name)
            .setMemberOrgsPolicy(
                CollectionPolicyConfig.newBuilder().setSignaturePolicy(policy.envelope()))
            .setRequiredPeerCount(requiredPeerCount)
            .setMaximumPeerCount(maxPeerCount)
            .setBlockToLive(blockToLive)
            .setMemberOnlyRead(memberOnlyRead)
            .setMemberOnlyWrite(memberOnlyWrite);
    endorsement.ifPresent(rule -> config.setEndorsementPolicy(message(rule)));
    return CollectionConfig.newBuilder().setStaticCollectionConfig(config).build();
  }

  private static ApplicationPolicy message(Rule rule) {
    ApplicationPolicy.Builder message = ApplicationPolicy.newBuilder();
    if (rule instanceof Signed signed) {
      message.setSignaturePolicy(signed.policy().envelope());
    } else {
      message.setChannelConfigPolicyReference(((Referred) rule).policy());
    }
    return message.build();
  }
}
