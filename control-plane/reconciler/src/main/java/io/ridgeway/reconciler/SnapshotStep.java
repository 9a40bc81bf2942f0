package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import java.time.Duration;
import java.util.Optional;

/** Has the node make a snapshot, and waits until it is there. */
final class SnapshotStep implements Step {
  /** A node that doesn't answer so long isn't waited for, as nothing else is done meanwhile. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** To ask takes signatures, so it is asked again only when that may have been lost. */
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(30);

  private static final String ASKED = "Waits for the node's snapshot.";

  @Override
  public String name() {
    return "snapshot";
  }

  @Override
  public boolean isDone(Pass pass) {
    BackedUp backedUp = BackedUp.of(pass);
    if (!backedUp.isTaking()) {
      return true;
    }
    try {
      return backedUp.snapshot().isPresent();
    } catch (AdapterException.Unreachable e) {
      if (backedUp.isLaterThan(PATIENCE)) {
        // Performing it ends it: one that is lost must not hold up the network.
        return false;
      }
      throw e;
    }
  }

  @Override
  public Outcome perform(Pass pass) {
    BackedUp backedUp = BackedUp.of(pass);
    if (backedUp.isLaterThan(PATIENCE)) {
      return backedUp.fail("The node made no snapshot in time.");
    }
    if (isAsked(pass) && !backedUp.isLaterThan(ASKED_AGAIN)) {
      return new Waiting(ASKED, Pace.SOON);
    }
    Optional<LedgerEndpoints> ledger = Ledger.administered(pass);
    if (ledger.isEmpty()) {
      return new Waiting("Waits for " + backedUp.backup().node() + " to answer.", Pace.SOON);
    }
    try {
      pass.ports()
          .faults()
          .around(
              FaultPort.SNAPSHOT,
              () ->
                  backedUp
                      .snapshots()
                      .take(ledger.get(), new Administration(pass), backedUp.backup().node()));
      return new Waiting(ASKED, backedUp.isLaterThan(ASKED_AGAIN) ? Pace.STEADY : Pace.SOON);
    } catch (LedgerException.Unreachable e) {
      return new Waiting("Waits for " + backedUp.backup().node() + " to answer.", Pace.SOON);
    } catch (LedgerException.Refused e) {
      return backedUp.fail("The node makes no snapshot: " + e.getMessage());
    }
  }

  private static boolean isAsked(Pass pass) {
    return pass.operation().stream()
        .flatMap(operation -> operation.steps().stream())
        .anyMatch(step -> step.name().equals("snapshot") && step.message().equals(ASKED));
  }
}
