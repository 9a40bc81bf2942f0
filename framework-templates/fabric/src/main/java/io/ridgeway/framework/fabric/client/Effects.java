package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.LedgerException;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/** What a transaction that members agreed to would do. */
final class Effects {
  private Effects() {}

  /** Whether it would write anything, public or private, or tell an event. */
  static boolean of(ByteString payload) {
    try {
      for (var action :
          Transaction.parseFrom(Payload.parseFrom(payload).getData()).getActionsList()) {
        ChaincodeAction result =
            ChaincodeAction.parseFrom(
                ProposalResponsePayload.parseFrom(
                        ChaincodeActionPayload.parseFrom(action.getPayload())
                            .getAction()
                            .getProposalResponsePayload())
                    .getExtension());
        if (!result.getEvents().isEmpty() || writes(result.getResults())) {
          return true;
        }
      }
      return false;
    } catch (InvalidProtocolBufferException e) {
      throw new LedgerException.Unreachable("The peer's answer can't be read.");
    }
  }

  private static boolean writes(ByteString results) throws InvalidProtocolBufferException {
    for (NsReadWriteSet set : TxReadWriteSet.parseFrom(results).getNsRwsetList()) {
      KVRWSet open = KVRWSet.parseFrom(set.getRwset());
      if (open.getWritesCount() > 0 || open.getMetadataWritesCount() > 0) {
        return true;
      }
      for (CollectionHashedReadWriteSet collection : set.getCollectionHashedRwsetList()) {
        HashedRWSet kept = HashedRWSet.parseFrom(collection.getHashedRwset());
        if (kept.getHashedWritesCount() > 0 || kept.getMetadataWritesCount() > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
