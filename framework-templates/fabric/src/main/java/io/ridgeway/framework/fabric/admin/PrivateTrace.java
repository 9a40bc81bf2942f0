package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.LedgerException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVReadHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * What blocks tell of one collection's data: the hashes of keys and values, which stay, and the
 * data themselves, as long as a peer has them.
 */
public record PrivateTrace(String chaincode, String collection) {

  /**
   * A transaction, as its block tells of it.
   *
   * @param code whether it counts
   * @param purged the hashes of the keys that it purges, in lower-case hex
   * @param writtenIn the blocks in which those that it read were written
   */
  public record Told(TxValidationCode code, Set<String> purged, Set<Long> writtenIn) {}

  /** The hash of a key, in lower-case hex. */
  public static String hash(byte[] key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What a block tells of a transaction that is in it; empty if it isn't. */
  public Optional<Told> told(Block block, String transaction) {
    try {
      for (int i = 0; i < block.getData().getDataCount(); i++) {
        Payload payload = payload(block, i);
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        if (header.getTxId().equals(transaction)) {
          Set<String> purged = new TreeSet<>();
          Set<Long> written = new TreeSet<>();
          for (HashedRWSet hashed : hashed(payload)) {
            hashed.getHashedWritesList().stream()
                .filter(KVWriteHash::getIsPurge)
                .forEach(write -> purged.add(hex(write.getKeyHash())));
            hashed.getHashedReadsList().stream()
                .filter(KVReadHash::hasVersion)
                .forEach(read -> written.add(read.getVersion().getBlockNum()));
          }
          return Optional.of(new Told(code(block, i), purged, written));
        }
      }
      return Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  /** The hashes of the keys that a block's transactions wrote a value's hash of. */
  public Set<String> hashes(Block block) {
    try {
      Set<String> all = new TreeSet<>();
      for (int i = 0; i < block.getData().getDataCount(); i++) {
        for (HashedRWSet hashed : hashed(payload(block, i))) {
          hashed.getHashedWritesList().stream()
              .filter(write -> !write.getValueHash().isEmpty())
              .forEach(write -> all.add(hex(write.getKeyHash())));
        }
      }
      return all;
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  /** The hashes of the keys whose data a peer gave with a block. */
  public Set<String> held(BlockAndPrivateData block) {
    try {
      Set<String> all = new TreeSet<>();
      for (TxPvtReadWriteSet transaction : block.getPrivateDataMapMap().values()) {
        for (NsPvtReadWriteSet of : transaction.getNsPvtRwsetList()) {
          if (of.getNamespace().equals(chaincode)) {
            for (CollectionPvtReadWriteSet part : of.getCollectionPvtRwsetList()) {
              if (part.getCollectionName().equals(collection)) {
                for (KVWrite write : KVRWSet.parseFrom(part.getRwset()).getWritesList()) {
                  all.add(hash(write.getKeyBytes().toByteArray()));
                }
              }
            }
          }
        }
      }
      return all;
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private List<HashedRWSet> hashed(Payload payload) throws InvalidProtocolBufferException {
    List<HashedRWSet> all = new ArrayList<>();
    ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
    if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      return all;
    }
    for (TransactionAction action : Transaction.parseFrom(payload.getData()).getActionsList()) {
      ChaincodeAction result =
          ChaincodeAction.parseFrom(
              ProposalResponsePayload.parseFrom(
                      ChaincodeActionPayload.parseFrom(action.getPayload())
                          .getAction()
                          .getProposalResponsePayload())
                  .getExtension());
      for (NsReadWriteSet of : TxReadWriteSet.parseFrom(result.getResults()).getNsRwsetList()) {
        if (of.getNamespace().equals(chaincode)) {
          for (CollectionHashedReadWriteSet part : of.getCollectionHashedRwsetList()) {
            if (part.getCollectionName().equals(collection)) {
              all.add(HashedRWSet.parseFrom(part.getHashedRwset()));
            }
          }
        }
      }
    }
    return all;
  }

  private static TxValidationCode code(Block block, int index) {
    int slot = BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE;
    ByteString codes =
        block.getMetadata().getMetadataCount() > slot
            ? block.getMetadata().getMetadata(slot)
            : ByteString.EMPTY;
    TxValidationCode code =
        index < codes.size()
            ? TxValidationCode.forNumber(codes.byteAt(index) & 0xff)
            : TxValidationCode.NOT_VALIDATED;
    return code == null ? TxValidationCode.INVALID_OTHER_REASON : code;
  }

  private static Payload payload(Block block, int index) throws InvalidProtocolBufferException {
    return Payload.parseFrom(Envelope.parseFrom(block.getData().getData(index)).getPayload());
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static LedgerException unreadable() {
    return new LedgerException.Unreachable("the peer's block can't be read");
  }
}
