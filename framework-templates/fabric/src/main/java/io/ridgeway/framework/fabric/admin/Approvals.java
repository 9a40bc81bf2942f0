package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition;
import io.ridgeway.framework.fabric.channel.EndorsementPolicy;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.lifecycle.ApproveChaincodeDefinitionForMyOrgArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeSource;

/**
 * How an organisation approves a definition whose administrator keeps its key: it signs a proposal,
 * one of its peers endorses that, and it signs the transaction that is made of both.
 */
public final class Approvals {
  static final String FUNCTION = "ApproveChaincodeDefinitionForMyOrg";

  private Approvals() {}

  /** Bytes that are signed, in two parts: the header, and what it is about. */
  public record Signable(ByteString head, ByteString body) {
    /** The very bytes that are signed. */
    public ByteString all() {
      return head.concat(body);
    }
  }

  /**
   * What is approved.
   *
   * @param packageId what the organisation's peers run for it
   */
  static ByteString argument(ChaincodeDefinition definition, String packageId) {
    return ApproveChaincodeDefinitionForMyOrgArgs.newBuilder()
        .setName(definition.name())
        .setVersion(definition.version())
        .setSequence(definition.sequence())
        .setEndorsementPlugin("escc")
        .setValidationPlugin("vscc")
        .setValidationParameter(EndorsementPolicy.of(definition.endorsement()))
        .setCollections(definition.collections().message())
        .setSource(
            ChaincodeSource.newBuilder()
                .setLocalPackage(ChaincodeSource.Local.newBuilder().setPackageId(packageId)))
        .build()
        .toByteString();
  }

  static Signable proposal(
      Proposals proposals, String channel, ChaincodeDefinition definition, String packageId) {
    Proposal whole =
        proposals.unsigned(
            channel, Lifecycle.CHAINCODE, FUNCTION, List.of(argument(definition, packageId)));
    return new Signable(
        Proposal.newBuilder().setHeader(whole.getHeader()).build().toByteString(),
        Proposal.newBuilder().setPayload(whole.getPayload()).build().toByteString());
  }

  /** Whether a proposal says just that, in that channel. */
  public static boolean proposes(
      byte[] proposal, String channel, ChaincodeDefinition definition, String packageId) {
    try {
      Proposal whole = Proposal.parseFrom(proposal);
      ChaincodeInput input =
          ChaincodeInvocationSpec.parseFrom(
                  ChaincodeProposalPayload.parseFrom(whole.getPayload()).getInput())
              .getChaincodeSpec()
              .getInput();
      return header(whole.getHeader()).getChannelId().equals(channel)
          && input.getArgsCount() == 2
          && input.getArgs(0).toStringUtf8().equals(FUNCTION)
          && ApproveChaincodeDefinitionForMyOrgArgs.parseFrom(input.getArgs(1))
              .equals(
                  ApproveChaincodeDefinitionForMyOrgArgs.parseFrom(
                      argument(definition, packageId)));
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  /** The transaction that a proposal becomes once it is endorsed. */
  static Signable transaction(byte[] proposal, ProposalResponse endorsed) {
    try {
      Proposal whole = Proposal.parseFrom(proposal);
      Header header = Header.parseFrom(whole.getHeader());
      // What goes into a block is without what was for the peers alone; here there is nothing.
      ByteString asked =
          ChaincodeProposalPayload.parseFrom(whole.getPayload()).toBuilder()
              .clearTransientMap()
              .build()
              .toByteString();
      TransactionAction action =
          TransactionAction.newBuilder()
              .setHeader(header.getSignatureHeader())
              .setPayload(
                  ChaincodeActionPayload.newBuilder()
                      .setChaincodeProposalPayload(asked)
                      .setAction(
                          ChaincodeEndorsedAction.newBuilder()
                              .setProposalResponsePayload(endorsed.getPayload())
                              .addEndorsements(endorsed.getEndorsement()))
                      .build()
                      .toByteString())
              .build();
      return new Signable(
          Payload.newBuilder().setHeader(header).build().toByteString(),
          Payload.newBuilder()
              .setData(Transaction.newBuilder().addActions(action).build().toByteString())
              .build()
              .toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the proposal can't be read", e);
    }
  }

  /** The transaction's name that a proposal has, or what was made of it; empty if it is neither. */
  public static Optional<String> transactionId(byte[] proposalOrPayload) {
    try {
      // Both have their header first, and the same way.
      String id = header(Proposal.parseFrom(proposalOrPayload).getHeader()).getTxId();
      return id.isEmpty() ? Optional.empty() : Optional.of(id);
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private static ChannelHeader header(ByteString header) throws InvalidProtocolBufferException {
    return ChannelHeader.parseFrom(Header.parseFrom(header).getChannelHeader());
  }
}
