package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.DeliverResponse;
import org.hyperledger.fabric.protos.orderer.SeekNewest;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.orderer.SeekSpecified;

/**
 * The blocks of a channel as one orderer has them: it has them first, and in maintenance it alone.
 */
public final class OrdererBlocks {
  private final Channel connection;
  private final Delivery delivery;

  /**
   * Those of the orderer at the other end.
   *
   * @param reader of an organisation that orders
   * @param nonces gives 24 random bytes at each call
   */
  public OrdererBlocks(
      Channel connection, SigningIdentity reader, Supplier<byte[]> nonces, Clock clock) {
    this.connection = connection;
    this.delivery = new Delivery("orderer", reader, nonces, clock);
  }

  /**
   * The newest configuration block.
   *
   * @throws LedgerException if the orderer doesn't give it
   */
  public Block config(String channel) {
    Block newest =
        block(
            channel, SeekPosition.newBuilder().setNewest(SeekNewest.getDefaultInstance()).build());
    long number = lastConfig(newest);
    return number == newest.getHeader().getNumber()
        ? newest
        : block(
            channel,
            SeekPosition.newBuilder()
                .setSpecified(SeekSpecified.newBuilder().setNumber(number))
                .build());
  }

  /** The number of the configuration block that was the newest when a block was made. */
  private static long lastConfig(Block block) {
    try {
      ByteString metadata = block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE);
      return OrdererBlockMetadata.parseFrom(Metadata.parseFrom(metadata).getValue())
          .getLastConfig()
          .getIndex();
    } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
      throw new LedgerException.Unreachable("the orderer's block can't be read");
    }
  }

  private Block block(String channel, SeekPosition position) {
    return delivery.block(
        channel,
        position,
        AtomicBroadcastGrpc.newStub(connection)
                .withDeadlineAfter(Delivery.PATIENCE_SECONDS, TimeUnit.SECONDS)
            ::deliver,
        this::read);
  }

  private Block read(DeliverResponse response) {
    if (!response.hasBlock()) {
      throw delivery.none(response.getStatusValue(), response.getStatus());
    }
    return response.getBlock();
  }
}
