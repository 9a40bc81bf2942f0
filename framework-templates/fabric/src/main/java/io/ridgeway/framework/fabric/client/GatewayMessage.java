package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.RelayedLedger.Kind;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * What a message to a peer's gateway says of itself.
 *
 * @param channels all that it names
 * @param organisation whose member made it
 */
record GatewayMessage(List<String> channels, String organisation) {
  private static final String SERVICE = "gateway.Gateway/";

  /** The whole of the peers' gateway. */
  private static final Map<String, Shape> SHAPES =
      Map.of(
          SERVICE + "Evaluate", new Shape(Kind.ASKS, GatewayMessage::evaluate),
          SERVICE + "Endorse", new Shape(Kind.ASKS, GatewayMessage::endorse),
          SERVICE + "Submit", new Shape(Kind.CHANGES, GatewayMessage::submit),
          SERVICE + "CommitStatus", new Shape(Kind.ASKS, GatewayMessage::commitStatus),
          SERVICE + "ChaincodeEvents", new Shape(Kind.STREAMS, GatewayMessage::events));

  private record Shape(Kind kind, Reader reader) {}

  @FunctionalInterface
  private interface Reader {
    GatewayMessage read(byte[] message) throws InvalidProtocolBufferException;
  }

  static Optional<Kind> kind(String name) {
    return Optional.ofNullable(SHAPES.get(name)).map(Shape::kind);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if it is none of that call's
   */
  static GatewayMessage of(String name, byte[] message) {
    Shape shape = SHAPES.get(name);
    if (shape == null) {
      throw new IllegalArgumentException(name + " isn't passed on");
    }
    try {
      return shape.reader().read(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the message can't be read as one of " + name, e);
    }
  }

  /** Refuses what is about another channel, or in another organisation's name. */
  void require(String channel, String ofOrganisation) {
    if (channels.stream().anyMatch(each -> !each.equals(channel))) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "The certificate of this connection is one of the channel "
              + channel
              + ", and the message names another one.");
    }
    if (!organisation.equals(ofOrganisation)) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "The certificate of this connection is one of "
              + ofOrganisation
              + ", and the message was made by a member of another organisation.");
    }
  }

  private static GatewayMessage evaluate(byte[] message) throws InvalidProtocolBufferException {
    EvaluateRequest request = EvaluateRequest.parseFrom(message);
    return proposed(request.getChannelId(), request.getProposedTransaction());
  }

  private static GatewayMessage endorse(byte[] message) throws InvalidProtocolBufferException {
    EndorseRequest request = EndorseRequest.parseFrom(message);
    return proposed(request.getChannelId(), request.getProposedTransaction());
  }

  /** Peers run what the body names, and write down what the header does. */
  private static GatewayMessage proposed(String channel, SignedProposal signed)
      throws InvalidProtocolBufferException {
    Proposal proposal = Proposal.parseFrom(signed.getProposalBytes());
    FabricClient.checkContract(
        ChaincodeInvocationSpec.parseFrom(
                ChaincodeProposalPayload.parseFrom(proposal.getPayload()).getInput())
            .getChaincodeSpec()
            .getChaincodeId()
            .getName());
    return headed(channel, Header.parseFrom(proposal.getHeader()));
  }

  private static GatewayMessage submit(byte[] message) throws InvalidProtocolBufferException {
    SubmitRequest request = SubmitRequest.parseFrom(message);
    return headed(
        request.getChannelId(),
        Payload.parseFrom(request.getPreparedTransaction().getPayload()).getHeader());
  }

  /** Orderers take more than transactions: what would change the channel isn't passed on. */
  private static GatewayMessage headed(String channel, Header header)
      throws InvalidProtocolBufferException {
    ChannelHeader head = ChannelHeader.parseFrom(header.getChannelHeader());
    if (head.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      throw new IllegalArgumentException("only calls of contracts are passed on");
    }
    FabricClient.checkContract(
        ChaincodeHeaderExtension.parseFrom(head.getExtension()).getChaincodeId().getName());
    return new GatewayMessage(
        List.of(channel, head.getChannelId()),
        organisation(SignatureHeader.parseFrom(header.getSignatureHeader()).getCreator()));
  }

  private static GatewayMessage commitStatus(byte[] message) throws InvalidProtocolBufferException {
    CommitStatusRequest request =
        CommitStatusRequest.parseFrom(SignedCommitStatusRequest.parseFrom(message).getRequest());
    return new GatewayMessage(List.of(request.getChannelId()), organisation(request.getIdentity()));
  }

  private static GatewayMessage events(byte[] message) throws InvalidProtocolBufferException {
    ChaincodeEventsRequest request =
        ChaincodeEventsRequest.parseFrom(
            SignedChaincodeEventsRequest.parseFrom(message).getRequest());
    return new GatewayMessage(List.of(request.getChannelId()), organisation(request.getIdentity()));
  }

  private static String organisation(ByteString member) throws InvalidProtocolBufferException {
    return SerializedIdentity.parseFrom(member).getMspid();
  }
}
