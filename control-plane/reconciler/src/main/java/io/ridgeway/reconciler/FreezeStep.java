package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.engine.freeze.Freeze.Receipt;
import io.ridgeway.engine.freeze.Freeze.State;
import io.ridgeway.engine.freeze.Freeze.Transaction;
import io.ridgeway.framework.Freezing.Begun;
import io.ridgeway.framework.Freezing.Standing;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an account or a contract frozen on its ledger, or let go. What the ledger says now decides
 * what is sent, one transaction a pass, so that whoever comes after a crash sends only what is
 * missing; a transaction's name is kept before it is sent, and no other is sent as long as it may
 * still come.
 */
final class FreezeStep implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(FreezeStep.class);

  private static final List<Step> MENDING = List.of(new ApplyStep(), new StartStep());

  /** A transaction that no node has so long after it was sent isn't waited for. */
  private static final Duration LOST = Duration.ofSeconds(45);

  /** What couldn't be done so long isn't tried on, as nothing else is done meanwhile. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "freeze";
  }

  @Override
  public boolean isDone(Pass pass) {
    return !Stillness.of(pass).isUnderWay();
  }

  @Override
  public Outcome perform(Pass pass) {
    mend(pass);
    Stillness stillness = Stillness.of(pass);
    try {
      Optional<LedgerEndpoints> ledger = Ledger.administered(pass);
      return ledger.isEmpty()
          ? waits(stillness, "Waits for the nodes to answer.")
          : perform(stillness, ledger.get());
    } catch (LedgerException.Unreachable e) {
      return waits(stillness, "Waits for the ledger: " + e.getMessage());
    } catch (LedgerException.Unknown e) {
      // Whether it was taken is seen in the blocks, and until then no other is sent.
      return new Waiting("Waits for the transaction's block.", Pace.SOON);
    } catch (LedgerException.Refused e) {
      // Nothing was sent: one that is asked may be able to answer a little later.
      return waits(stillness, "Waits for the ledger: " + e.getMessage());
    } catch (Stop e) {
      throw e;
    } catch (RuntimeException e) {
      return stillness.unforeseen(e, stillness.isLaterThan(PATIENCE));
    }
  }

  /**
   * Brings the nodes to what they are to be, as nothing else does meanwhile; an order doesn't wait
   * for a node that it can do without.
   */
  private static void mend(Pass pass) {
    for (Step step : MENDING) {
      try {
        if (!step.isDone(pass)) {
          step.perform(pass);
        }
      } catch (AdapterException.FencedOff e) {
        throw e;
      } catch (AdapterException | Refusal e) {
        LOG.atInfo()
            .addKeyValue("network", pass.id())
            .setCause(e)
            .log("not mended: " + step.name());
      }
    }
  }

  private static Outcome perform(Stillness asked, LedgerEndpoints ledger) {
    Stillness read = asked.read(ledger);
    Pass pass = read.pass();
    Optional<Transaction> last = read.freeze().last();
    boolean open = last.filter(t -> t.receipt().isEmpty()).isPresent();
    if (open && pass.now().isBefore(last.orElseThrow().at().plus(LOST))) {
      return new Waiting("Waits for the transaction's block.", Pace.SOON);
    }
    Standing standing = read.look(ledger);
    if (standing.missing().isPresent()) {
      return read.end(State.FAILED, standing.missing().get());
    }
    Stillness stillness = read.keeping(standing);
    if (stillness.isCarriedOut(standing)) {
      stillness.done();
      return new Performed();
    }
    Optional<Receipt> refused = last.flatMap(Transaction::receipt).filter(r -> !r.valid());
    if (refused.isPresent()) {
      return stillness.end(State.FAILED, "The ledger refuses: " + refused.get().answer());
    }
    if (stillness.isLaterThan(PATIENCE)) {
      return stillness.end(State.FAILED, "The ledger took no transaction in time.");
    }
    try {
      pass.ports()
          .faults()
          .around(FaultPort.FREEZE, () -> stillness.send(ledger, standing, b -> begun(pass, b)));
    } catch (LedgerException.Refused e) {
      return stillness.end(State.FAILED, "The ledger refuses: " + e.getMessage());
    }
    return new Waiting("Waits for the transaction's block.", Pace.SOON);
  }

  private static void begun(Pass pass, Begun begun) {
    Stillness now = Stillness.of(pass);
    now.keep(
        now.freeze()
            .sending(
                new Transaction(begun.transaction(), begun.act(), pass.now(), Optional.empty())));
  }

  private static Outcome waits(Stillness stillness, String why) {
    return stillness.isLaterThan(PATIENCE)
        ? stillness.end(State.FAILED, why + " It didn't pass in time.")
        : new Waiting(why, Pace.STEADY);
  }
}
