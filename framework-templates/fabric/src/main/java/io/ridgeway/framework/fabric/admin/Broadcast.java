package io.ridgeway.framework.fabric.admin;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.ridgeway.framework.LedgerException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/** Hands envelopes to one orderer. */
public final class Broadcast {
  private static final int PATIENCE_SECONDS = 10;

  private final Channel connection;
  private final int patienceSeconds;

  public Broadcast(Channel connection) {
    this(connection, PATIENCE_SECONDS);
  }

  /**
   * To the orderer at the other end.
   *
   * @param patienceSeconds how long an answer is waited for
   */
  public Broadcast(Channel connection, int patienceSeconds) {
    this.connection = connection;
    this.patienceSeconds = patienceSeconds;
  }

  /**
   * Has an envelope ordered. When it returns the orderer has taken it; that it is in a block is
   * another matter, to be watched at a peer.
   *
   * @throws LedgerException if the orderer doesn't take it, and why
   */
  public void send(Envelope envelope) {
    CompletableFuture<BroadcastResponse> answer = new CompletableFuture<>();
    StreamObserver<Envelope> stream =
        AtomicBroadcastGrpc.newStub(connection)
            .withDeadlineAfter(patienceSeconds, TimeUnit.SECONDS)
            .broadcast(new First(answer));
    stream.onNext(envelope);
    try {
      BroadcastResponse response = answer.get(patienceSeconds + 1, TimeUnit.SECONDS);
      stream.onCompleted();
      if (response.getStatus() != org.hyperledger.fabric.protos.common.Status.SUCCESS) {
        throw new LedgerException.Refused(
            response.getStatusValue(), response.getInfo(), Optional.empty());
      }
    } catch (ExecutionException e) {
      throw Answers.exception(
          Status.fromThrowable(e.getCause()).asRuntimeException(), "the orderer");
    } catch (TimeoutException e) {
      throw new LedgerException.Unreachable("the orderer does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException.Unreachable("interrupted while an orderer was asked");
    }
  }

  private record First(CompletableFuture<BroadcastResponse> answer)
      implements StreamObserver<BroadcastResponse> {
    @Override
    public void onNext(BroadcastResponse response) {
      answer.complete(response);
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
