package io.ridgeway.framework.fabric.admin;

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
import java.util.function.Function;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;

/**
 * How Fabric's nodes deliver one block: who asks opens a stream and sends a signed envelope; the
 * block comes first and a status after it, or a status alone.
 *
 * @param who delivers: {@code orderer}, {@code peer}
 * @param nonces gives 24 random bytes at each call
 */
record Delivery(String who, SigningIdentity reader, Supplier<byte[]> nonces, Clock clock) {
  /** How long a stream may be open that is asked for one block. */
  static final int PATIENCE_SECONDS = 5;

  /**
   * Asks for one block.
   *
   * @param open opens the stream; what is given to it hears the answers
   * @param read the block of an answer; throws {@link LedgerException.Refused} for a status
   * @param <R> an answer
   * @throws LedgerException if there is none
   */
  <R, T> T block(
      String channel,
      SeekPosition at,
      Function<StreamObserver<R>, StreamObserver<Envelope>> open,
      Function<R, T> read) {
    SeekInfo seek =
        SeekInfo.newBuilder()
            .setStart(at)
            .setStop(at)
            .setBehavior(SeekInfo.SeekBehavior.FAIL_IF_NOT_READY)
            .build();
    CompletableFuture<T> answer = new CompletableFuture<>();
    StreamObserver<Envelope> stream = open.apply(new First<>(read, answer));
    stream.onNext(Requests.seek(channel, seek, reader, clock.instant(), nonces.get()));
    try {
      T block = answer.get(PATIENCE_SECONDS + 1, TimeUnit.SECONDS);
      stream.onCompleted();
      return block;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LedgerException refused) {
        throw refused;
      }
      throw Answers.exception(
          Status.fromThrowable(e.getCause()).asRuntimeException(), "the " + who);
    } catch (TimeoutException e) {
      throw new LedgerException.Unreachable("the " + who + " does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException.Unreachable("interrupted while the " + who + " was asked");
    }
  }

  /** For an answer that is a status: that there is no block. */
  LedgerException.Refused none(int code, Object status) {
    return new LedgerException.Refused(
        code, "the " + who + " gives no block: " + status, Optional.empty());
  }

  private record First<R, T>(Function<R, T> read, CompletableFuture<T> answer)
      implements StreamObserver<R> {
    @Override
    public void onNext(R response) {
      try {
        answer.complete(read.apply(response));
      } catch (LedgerException.Refused e) {
        answer.completeExceptionally(e);
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
