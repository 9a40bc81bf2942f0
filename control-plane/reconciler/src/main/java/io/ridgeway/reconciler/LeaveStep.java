package io.ridgeway.reconciler;

import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.problem.Refusal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the nodes of a guest's host leave its ledger, as far as they can while they run. */
final class LeaveStep implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(LeaveStep.class);

  @Override
  public String name() {
    return "leave";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.made().birth().isEmpty() || pass.hasLeft();
  }

  @Override
  public Outcome perform(Pass pass) {
    Optional<Hosting> hosting = pass.findPack().flatMap(pack -> pack.hosting());
    Optional<LedgerEndpoints> nodes =
        hosting.isEmpty() ? Optional.empty() : Ledger.administered(pass);
    if (nodes.isEmpty()) {
      return new Waiting("Waits for its host's nodes to answer.", Pace.PATIENT);
    }
    try {
      Optional<String> missing =
          pass.ports()
              .faults()
              .around(
                  FaultPort.LEAVE,
                  () -> hosting.orElseThrow().leave(nodes.get(), new Administration(pass)));
      if (missing.isPresent()) {
        return new Waiting("Waits for its host: " + missing.get(), Pace.WATCHFUL);
      }
    } catch (LedgerException e) {
      return new Waiting("Waits for its host: " + e.getMessage(), Pace.PATIENT);
    } catch (Refusal | Stop e) {
      throw e;
    } catch (RuntimeException e) {
      // A pack's fault is not the pass's.
      LOG.atWarn().addKeyValue("network", pass.id()).setCause(e).log("the ledger can't be left");
      return new Waiting(
          "It can't be removed from its host's nodes now; the operator must see to it.",
          Pace.PATIENT);
    }
    Remains.note(pass);
    pass.left();
    return new Performed();
  }
}
