package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.Content;
import java.util.List;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/** Which contract a transaction called, and what that answered; all empty for a configuration. */
record Invocation(String contract, String function, List<Content> args, Content result) {
  private static final Invocation NONE = new Invocation("", "", List.of(), Content.NONE);

  static Invocation of(ChannelHeader header, Payload payload) {
    if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      return NONE;
    }
    try {
      Transaction transaction = Transaction.parseFrom(payload.getData());
      if (transaction.getActionsCount() == 0) {
        return NONE;
      }
      ChaincodeActionPayload action =
          ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
      ChaincodeSpec call =
          ChaincodeInvocationSpec.parseFrom(
                  ChaincodeProposalPayload.parseFrom(action.getChaincodeProposalPayload())
                      .getInput())
              .getChaincodeSpec();
      ChaincodeAction done =
          ChaincodeAction.parseFrom(
              ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload())
                  .getExtension());
      List<ByteString> args = call.getInput().getArgsList();
      return new Invocation(
          call.getChaincodeId().getName(),
          args.isEmpty() ? "" : content(args.get(0)).text(),
          args.stream().skip(1).map(Invocation::content).toList(),
          content(done.getResponse().getPayload()));
    } catch (InvalidProtocolBufferException e) {
      return NONE;
    }
  }

  private static Content content(ByteString bytes) {
    return Content.of(bytes.toByteArray());
  }
}
