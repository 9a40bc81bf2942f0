package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import io.ridgeway.framework.fabric.chaincode.Endorsement;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;

/** How a channel writes down whose endorsement a chaincode needs. */
public final class EndorsementPolicy {
  private EndorsementPolicy() {}

  /** As a definition's validation parameter has it. */
  public static ByteString of(Endorsement endorsement) {
    ApplicationPolicy.Builder policy = ApplicationPolicy.newBuilder();
    if (endorsement instanceof Endorsement.OutOf outOf) {
      policy.setSignaturePolicy(Policies.peersOf(outOf.least(), outOf.organisations()));
    } else {
      policy.setChannelConfigPolicyReference("/Channel/Application/" + Policies.ENDORSEMENT);
    }
    return policy.build().toByteString();
  }
}
