package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.DetailedLedger.Event;
import io.ridgeway.framework.DetailedLedger.Kind;
import io.ridgeway.framework.LedgerTransaction;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/** Who endorsed a transaction, and what its contract told. */
record Vouched(Kind kind, List<String> endorsers, List<Event> events) {
  private static final Vouched OTHER = new Vouched(Kind.CONFIGURATION, List.of(), List.of());

  static Vouched of(ChannelHeader header, Payload payload) {
    if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      return OTHER;
    }
    try {
      Transaction transaction = Transaction.parseFrom(payload.getData());
      if (transaction.getActionsCount() == 0) {
        return new Vouched(Kind.CALL, List.of(), List.of());
      }
      ChaincodeActionPayload action =
          ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
      List<String> endorsers =
          action.getAction().getEndorsementsList().stream()
              .map(Endorsement::getEndorser)
              .map(Creator::of)
              .toList();
      ByteString told =
          ChaincodeAction.parseFrom(
                  ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload())
                      .getExtension())
              .getEvents();
      return new Vouched(Kind.CALL, endorsers, events(told));
    } catch (InvalidProtocolBufferException e) {
      return new Vouched(Kind.CALL, List.of(), List.of());
    }
  }

  /** A transaction has one at most. */
  private static List<Event> events(ByteString told) throws InvalidProtocolBufferException {
    ChaincodeEvent event = ChaincodeEvent.parseFrom(told);
    return event.getEventName().isEmpty()
        ? List.of()
        : List.of(
            new Event(
                event.getChaincodeId(),
                event.getEventName(),
                List.of(),
                Content.of(event.getPayload().toByteArray())));
  }

  Detail detail(LedgerTransaction transaction) {
    return new Detail(transaction, kind, "", "", endorsers, events, Map.of());
  }
}
