package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.ridgeway.framework.BlockLedger;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.fabric.channel.Blocks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Reads blocks for those who use a channel. */
final class BlockReader {
  private static final HexFormat HEX = HexFormat.of();

  private BlockReader() {}

  static LedgerBlock block(Block block) {
    List<LedgerBlock.Entry> entries = new ArrayList<>();
    Optional<Instant> at = Optional.empty();
    for (int i = 0; i < block.getData().getDataCount(); i++) {
      ChannelHeader header = header(payload(block, i));
      entries.add(new LedgerBlock.Entry(header.getTxId(), code(block, i).name()));
      at = at.or(() -> Optional.of(time(header)));
    }
    return new LedgerBlock(
        block.getHeader().getNumber(),
        HEX.formatHex(Blocks.hash(block.getHeader()).toByteArray()),
        HEX.formatHex(block.getHeader().getPreviousHash().toByteArray()),
        at,
        entries);
  }

  /** The transaction of that name; empty if the block hasn't it. */
  static Optional<LedgerTransaction> transaction(Block block, String id) {
    for (int i = 0; i < block.getData().getDataCount(); i++) {
      Payload payload = payload(block, i);
      ChannelHeader header = header(payload);
      if (header.getTxId().equals(id)) {
        return Optional.of(transaction(block, i, payload, header));
      }
    }
    return Optional.empty();
  }

  /** The same, with all that goes with it. */
  static Optional<DetailedLedger.Detail> detail(Block block, String id) {
    for (int i = 0; i < block.getData().getDataCount(); i++) {
      Payload payload = payload(block, i);
      ChannelHeader header = header(payload);
      if (header.getTxId().equals(id)) {
        return Optional.of(
            Vouched.of(header, payload).detail(transaction(block, i, payload, header)));
      }
    }
    return Optional.empty();
  }

  /** All of them, those without a name included. */
  static List<BlockLedger.Judged> transactions(Block block) {
    List<BlockLedger.Judged> all = new ArrayList<>();
    for (int i = 0; i < block.getData().getDataCount(); i++) {
      Payload payload = payload(block, i);
      all.add(
          new BlockLedger.Judged(
              transaction(block, i, payload, header(payload)), code(block, i).getNumber()));
    }
    return all;
  }

  private static LedgerTransaction transaction(
      Block block, int index, Payload payload, ChannelHeader header) {
    TxValidationCode code = code(block, index);
    Invocation call = Invocation.of(header, payload);
    return new LedgerTransaction(
        header.getTxId(),
        OptionalLong.of(block.getHeader().getNumber()),
        code == TxValidationCode.VALID
            ? LedgerTransaction.Status.COMMITTED
            : LedgerTransaction.Status.INVALID,
        code.name(),
        Optional.of(time(header)),
        Creator.of(payload),
        call.contract(),
        call.function(),
        call.args(),
        call.result());
  }

  /** One byte each; what was never judged, as a first block isn't, is valid. */
  private static TxValidationCode code(Block block, int index) {
    int slot = BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE;
    ByteString codes =
        block.getMetadata().getMetadataCount() > slot
            ? block.getMetadata().getMetadata(slot)
            : ByteString.EMPTY;
    TxValidationCode code =
        index < codes.size()
            ? TxValidationCode.forNumber(codes.byteAt(index) & 0xff)
            : TxValidationCode.VALID;
    return code == null ? TxValidationCode.INVALID_OTHER_REASON : code;
  }

  private static Instant time(ChannelHeader header) {
    Timestamp at = header.getTimestamp();
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }

  private static Payload payload(Block block, int index) {
    try {
      return Payload.parseFrom(Envelope.parseFrom(block.getData().getData(index)).getPayload());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private static ChannelHeader header(Payload payload) {
    try {
      return ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private static LedgerException unreadable() {
    return new LedgerException.Unreachable("The peer's block can't be read.");
  }
}
