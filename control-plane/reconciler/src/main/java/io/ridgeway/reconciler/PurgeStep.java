package io.ridgeway.reconciler;

import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.Takedown.Attempt;
import io.ridgeway.engine.takedown.Takedown.State;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.framework.PrivateData.Purge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Has the ledger told to erase. A transaction's name is kept before it is sent, so that whoever
 * comes after a crash looks for it, and sends another only once that one can't come any more; two
 * of them do no harm, as the second finds nothing.
 */
final class PurgeStep implements Step {
  /** A transaction that no node has so long after it was sent isn't waited for. */
  private static final Duration LOST = Duration.ofSeconds(45);

  /** What couldn't be done so long isn't tried on, as nothing else is done meanwhile. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "purge";
  }

  @Override
  public boolean isDone(Pass pass) {
    Erasure erasure = Erasure.of(pass);
    return !erasure.isUnderWay() || erasure.takedown().outcome().isPresent();
  }

  @Override
  public Outcome perform(Pass pass) {
    Erasure erasure = Erasure.of(pass);
    try {
      Optional<LedgerEndpoints> ledger = Ledger.administered(pass);
      return ledger.isEmpty()
          ? waits(erasure, "Waits for the nodes to answer.")
          : perform(erasure, ledger.get());
    } catch (LedgerException.Unreachable e) {
      return waits(erasure, "Waits for the ledger: " + e.getMessage());
    } catch (LedgerException.Unknown e) {
      // Whether it was taken is seen in the blocks, and until then no other is sent.
      return new Waiting("Waits for the transaction's block.", Pace.SOON);
    } catch (LedgerException.Refused e) {
      // The contract's own words, which may be about a person.
      String why = "The contract refuses: " + erasure.redacted(String.valueOf(e.getMessage()));
      // An attempt before it may have been taken, which is seen once the nodes have that block.
      return erasure.isFirstAttempt() || erasure.isLaterThan(PATIENCE)
          ? erasure.end(State.FAILED, why)
          : waits(erasure, why);
    } catch (Stop e) {
      throw e;
    } catch (RuntimeException e) {
      return erasure.unforeseen(e, erasure.isLaterThan(PATIENCE), State.FAILED);
    }
  }

  private static Outcome perform(Erasure erasure, LedgerEndpoints ledger) {
    Pass pass = erasure.pass();
    Purge what = erasure.what();
    Administration administration = new Administration(pass);
    List<Attempt> newestFirst = new ArrayList<>(erasure.takedown().attempts());
    Collections.reverse(newestFirst);
    for (Attempt attempt : newestFirst) {
      Optional<PrivateData.Outcome> found =
          erasure.data().find(ledger, administration, what, attempt.transaction());
      if (found.filter(PrivateData.Outcome::valid).isPresent()) {
        erasure.agreed(found.get());
        return new Performed();
      }
      if (found.isEmpty() && pass.now().isBefore(attempt.at().plus(LOST))) {
        return new Waiting("Waits for the transaction's block.", Pace.SOON);
      }
    }
    if (erasure.isLaterThan(PATIENCE)) {
      return erasure.end(State.FAILED, "The ledger took no transaction in time.");
    }
    pass.ports()
        .faults()
        .around(
            FaultPort.PURGE,
            () ->
                erasure
                    .data()
                    .purge(
                        ledger, administration, what, transaction -> begun(erasure, transaction)));
    return new Waiting("Waits for the transaction's block.", Pace.SOON);
  }

  private static void begun(Erasure erasure, String transaction) {
    Takedown now = Erasure.of(erasure.pass()).takedown();
    erasure.keep(now.attempting(new Attempt(transaction, erasure.pass().now())));
  }

  private static Outcome waits(Erasure erasure, String why) {
    return erasure.isLaterThan(PATIENCE)
        ? erasure.end(State.FAILED, why + " It didn't pass in time.")
        : new Waiting(why, Pace.STEADY);
  }
}
