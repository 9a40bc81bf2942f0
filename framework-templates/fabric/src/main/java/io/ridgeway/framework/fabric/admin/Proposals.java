package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** Makes the requests that peers take, signed. */
final class Proposals {
  private final SigningIdentity identity;
  private final Supplier<byte[]> nonces;
  private final Clock clock;

  Proposals(SigningIdentity identity, Supplier<byte[]> nonces, Clock clock) {
    this.identity = identity;
    this.nonces = nonces;
    this.clock = clock;
  }

  /**
   * Asks for a function of a chaincode.
   *
   * @param channel empty for what is outside of channels
   */
  SignedProposal of(String channel, String chaincode, String function, List<ByteString> arguments) {
    ByteString proposal = unsigned(channel, chaincode, function, arguments).toByteString();
    return SignedProposal.newBuilder()
        .setProposalBytes(proposal)
        .setSignature(identity.sign(proposal.toByteArray()))
        .build();
  }

  /** The same before it is signed. */
  Proposal unsigned(String channel, String chaincode, String function, List<ByteString> arguments) {
    ByteString nonce = ByteString.copyFrom(nonces.get());
    ByteString creator = identity.creator();
    ChaincodeID called = ChaincodeID.newBuilder().setName(chaincode).build();
    Instant now = clock.instant();
    ChannelHeader header =
        ChannelHeader.newBuilder()
            .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
            .setChannelId(channel)
            .setTxId(transactionId(nonce, creator))
            .setTimestamp(
                Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
            .setExtension(
                ChaincodeHeaderExtension.newBuilder().setChaincodeId(called).build().toByteString())
            .build();
    ChaincodeInput.Builder input =
        ChaincodeInput.newBuilder().addArgs(ByteString.copyFromUtf8(function));
    arguments.forEach(input::addArgs);
    ChaincodeInvocationSpec invocation =
        ChaincodeInvocationSpec.newBuilder()
            .setChaincodeSpec(
                ChaincodeSpec.newBuilder()
                    .setType(ChaincodeSpec.Type.GOLANG)
                    .setChaincodeId(called)
                    .setInput(input))
            .build();
    return Proposal.newBuilder()
        .setHeader(
            Header.newBuilder()
                .setChannelHeader(header.toByteString())
                .setSignatureHeader(
                    SignatureHeader.newBuilder()
                        .setCreator(creator)
                        .setNonce(nonce)
                        .build()
                        .toByteString())
                .build()
                .toByteString())
        .setPayload(
            ChaincodeProposalPayload.newBuilder()
                .setInput(invocation.toByteString())
                .build()
                .toByteString())
        .build();
  }

  private static String transactionId(ByteString nonce, ByteString creator) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(nonce.toByteArray());
      return HexFormat.of().formatHex(digest.digest(creator.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
