package io.ridgeway.gateway.submit;

import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Takes the transactions of one network's managed accounts and works them off: in order within an
 * account, side by side across accounts, and never with all of the worker threads, so that a
 * network that hangs leaves some to the others. Thread-safe; nothing here blocks the caller.
 */
public final class Submitter {
  private static final int THREADS_PER_NETWORK = 8;

  /** A transaction that waited longer is refused: its caller has long given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Signer signer;
  private final Clock clock;
  private final int maxWaiting;
  private final Executor threads;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  /**
   * @param threads where it all runs; may block
   * @param maxWaiting the most transactions that wait for one account
   */
  public Submitter(Signer signer, Clock clock, Executor threads, int maxWaiting) {
    this.signer = signer;
    this.clock = clock;
    this.threads = new Turns(threads, THREADS_PER_NETWORK);
    this.maxWaiting = maxWaiting;
  }

  /**
   * Brings a transaction onto the ledger. The future never fails, and completes on a worker thread.
   *
   * @param key the managed key of the request's account
   * @param reason on whose behalf, for the audit
   * @param ledger the network's client as it is when the transaction's turn comes
   * @param wire the way to the network's nodes
   */
  public CompletableFuture<Outcome> submit(
      TransactionRequest request,
      ManagedKey key,
      String reason,
      Supplier<NumberedLedger> ledger,
      Wire wire) {
    Lane lane = lanes.computeIfAbsent(request.from(), account -> new Lane(key));
    if (lane.waiting.incrementAndGet() > maxWaiting) {
      lane.waiting.decrementAndGet();
      return CompletableFuture.completedFuture(
          refused(
              RpcError.of(
                  RpcError.LIMIT,
                  429,
                  maxWaiting
                      + " transactions of this account wait already, this one wasn't taken."
                      + " Send it later, or spread them over several accounts.")));
    }
    Instant since = clock.instant();
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    lane.turns.execute(
        () -> {
          lane.waiting.decrementAndGet();
          answer.complete(
              since.plus(PATIENCE).isBefore(clock.instant())
                  ? refused(tooLate())
                  : lane.sequence.submit(request, ledger.get(), wire, reason));
        });
    return answer;
  }

  private static RpcError tooLate() {
    return RpcError.unavailable(
        503,
        "The transaction waited for "
            + PATIENCE.toSeconds()
            + " s behind others of its account, and wasn't signed. Send it again later.");
  }

  private static Outcome refused(RpcError error) {
    return new Outcome.Refused(error, false);
  }

  private final class Lane {
    private final Turns turns = new Turns(threads, 1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AccountSequence sequence;

    private Lane(ManagedKey key) {
      this.sequence = new AccountSequence(key, signer, clock);
    }
  }
}
