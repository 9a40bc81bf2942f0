package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.channel.Requests;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.DeliverResponse;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekNewest;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.orderer.SeekSpecified;

/**
 * The blocks of a channel as one orderer has them: it has them first, and in maintenance it alone.
 */
public final class OrdererBlocks {
  private static final int PATIENCE_SECONDS = 5;

  private final Channel connection;
  private final SigningIdentity reader;
  private final Supplier<byte[]> nonces;
  private final Clock clock;

  /**
   * Those of the orderer at the other end.
   *
   * @param reader of an organisation that orders
   * @param nonces gives 24 random bytes at each call
   */
  public OrdererBlocks(
      Channel connection, SigningIdentity reader, Supplier<byte[]> nonces, Clock clock) {
    this.connection = connection;
    this.reader = reader;
    this.nonces = nonces;
    this.clock = clock;
  }

  /**
   * The newest configuration block.
   *
   * @throws LedgerException if the orderer doesn't give it
   */
  public Block config(String channel) {
    Block newest =
        block(channel, SeekPosition.newBuilder().setNewest(SeekNewest.getDefaultInstance()));
    long number = lastConfig(newest);
    return number == newest.getHeader().getNumber()
        ? newest
        : block(
            channel,
            SeekPosition.newBuilder().setSpecified(SeekSpecified.newBuilder().setNumber(number)));
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

  private Block block(String channel, SeekPosition.Builder position) {
    SeekInfo seek =
        SeekInfo.newBuilder()
            .setStart(position)
            .setStop(position)
            .setBehavior(SeekInfo.SeekBehavior.FAIL_IF_NOT_READY)
            .build();
    CompletableFuture<Block> answer = new CompletableFuture<>();
    StreamObserver<Envelope> stream =
        AtomicBroadcastGrpc.newStub(connection)
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .deliver(new First(answer));
    stream.onNext(Requests.seek(channel, seek, reader, clock.instant(), nonces.get()));
    try {
      Block block = answer.get(PATIENCE_SECONDS + 1, TimeUnit.SECONDS);
      stream.onCompleted();
      return block;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LedgerException refused) {
        throw refused;
      }
      throw Answers.exception(
          Status.fromThrowable(e.getCause()).asRuntimeException(), "the orderer");
    } catch (TimeoutException e) {
      throw new LedgerException.Unreachable("the orderer does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException.Unreachable("interrupted while an orderer was asked");
    }
  }

  /** The block comes first, and a status after it; or a status alone. */
  private record First(CompletableFuture<Block> answer) implements StreamObserver<DeliverResponse> {
    @Override
    public void onNext(DeliverResponse response) {
      if (response.hasBlock()) {
        answer.complete(response.getBlock());
      } else {
        answer.completeExceptionally(
            new LedgerException.Refused(
                response.getStatusValue(),
                "the orderer gives no block: " + response.getStatus(),
                Optional.empty()));
      }
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      answer.completeExceptionally(Status.UNAVAILABLE.asRuntimeException());
    }
  }
}
