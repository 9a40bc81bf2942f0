package io.ridgeway.gateway.submit;

import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the transactions of one network's managed accounts and works them off: in order within an
 * account, side by side across accounts, and never with all of the worker threads, so that a
 * network that hangs leaves some to the others. Thread-safe; nothing here blocks the caller.
 */
public final class Submitter {
  private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);
  private static final int THREADS_PER_NETWORK = 8;

  /** A transaction that waited longer is refused: its caller has long given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For another gateway to hand an account over in which something may be stuck. */
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(1);

  private final Signer signer;
  private final Clock clock;
  private final int maxWaiting;
  private final Executor threads;
  private final Tenures tenures;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  /**
   * @param threads where it all runs; may block
   * @param maxWaiting the most transactions that wait for one account
   */
  public Submitter(Signer signer, Tenures tenures, Clock clock, Executor threads, int maxWaiting) {
    this.signer = signer;
    this.tenures = tenures;
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
    Lane lane = lanes.computeIfAbsent(request.from(), account -> new Lane(key, request.from()));
    lane.look = new Look(request.from(), ledger, wire);
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
          answer.complete(lane.submit(request, ledger.get(), wire, reason, since));
        });
    return answer;
  }

  private static final RpcError UNTOLD =
      RpcError.unavailable(
          503,
          "Another gateway numbers this account's transactions, and can't be asked for it now;"
              + " nothing was signed. Try again: the call may reach that one.");

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

    private final Tenure tenure;
    private volatile @Nullable Look look;

    private Lane(ManagedKey key, String account) {
      this.sequence = new AccountSequence(key, signer, clock);
      this.tenure = tenures.of(new AccountTurns.Account(key.network(), account));
    }

    private Outcome submit(
        TransactionRequest request,
        NumberedLedger ledger,
        Wire wire,
        String reason,
        Instant since) {
      Duration left = Duration.between(clock.instant(), since.plus(PATIENCE));
      if (left.isNegative()) {
        return refused(tooLate());
      }
      Tenure.Entry entry = tenure.enter(left);
      if (entry instanceof Tenure.Entry.Mine mine) {
        try {
          if (mine.anew()) {
            sequence.resume(mine.next());
          }
          return sequence.submit(request, ledger, wire, reason);
        } finally {
          tenure.leave(sequence.next());
        }
      }
      return refused(entry instanceof Tenure.Entry.Others ? tooLate() : UNTOLD);
    }

    private void look(Look at) {
      Unmined unmined = sequence.unmined();
      if (!unmined.due()) {
        return;
      }
      if (!(tenure.enter(LOOK_PATIENCE) instanceof Tenure.Entry.Mine mine)) {
        unmined.postpone();
        return;
      }
      try {
        if (mine.anew()) {
          sequence.resume(mine.next());
        }
        unmined.look(at.account(), at.ledger().get(), at.wire());
      } catch (RuntimeException e) {
        LOG.atWarn().setCause(e).log("Whether transactions are stuck can't be told now");
      } finally {
        tenure.leave(sequence.next());
      }
    }
  }

  /** How to look at an account's transactions. */
  private record Look(String account, Supplier<NumberedLedger> ledger, Wire wire) {}

  /**
   * Sees to transactions that no block takes, in the accounts' turns. To be called every few
   * seconds; doesn't block.
   */
  public void watch() {
    for (Lane lane : lanes.values()) {
      Look at = lane.look;
      if (at != null && lane.sequence.unmined().any() && lane.waiting.get() == 0) {
        lane.turns.execute(() -> lane.look(at));
      }
    }
  }

  /**
   * All names under which a transaction was sent, the first one first: one that was stuck and
   * replaced has several, and only one of them can be in a block. The name alone if it wasn't
   * replaced, or not by this gateway since it started.
   */
  public List<String> names(String hash) {
    return lanes.values().stream()
        .map(lane -> lane.sequence.unmined().names(hash))
        .filter(names -> names.size() > 1)
        .findFirst()
        .orElse(List.of(hash));
  }

  /** How many transactions were found stuck since the network's route came. */
  public int stuck() {
    return lanes.values().stream().mapToInt(lane -> lane.sequence.unmined().counts()[0]).sum();
  }

  /** How many stuck transactions were replaced. */
  public int replaced() {
    return lanes.values().stream().mapToInt(lane -> lane.sequence.unmined().counts()[1]).sum();
  }
}
