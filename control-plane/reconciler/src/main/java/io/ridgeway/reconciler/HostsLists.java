package io.ridgeway.reconciler;

import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.problem.Refusal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the ledger of a guest know whom its host's authorities took back, before and beside whatever
 * else is done to it: a contract of the guest's that never starts mustn't keep who is revoked
 * trusted. Where that doesn't come about, the way goes on, and the next pass tries again.
 */
final class HostsLists {
  private static final Logger LOG = LoggerFactory.getLogger(HostsLists.class);

  private HostsLists() {}

  static void perhaps(Pass pass) {
    if (pass.made().host().isEmpty() || !pass.network().isUp() || Renewed.knowsLists(pass)) {
      return;
    }
    // What comes to be while the driver works is told the next time.
    Optional<String> told = Renewed.withLists(pass);
    try {
      Optional<LedgerEndpoints> ledger = Ledger.administered(pass);
      if (ledger.isPresent() && missing(pass, ledger.get()).isEmpty()) {
        Renewed.told(pass, told);
      }
    } catch (Stop e) {
      throw e;
    } catch (LedgerException | Refusal e) {
      // Out of reach; or custody has nothing yet for services that are still to be placed.
      LOG.atInfo()
          .addKeyValue("network", pass.id())
          .setCause(e)
          .log("a host's list isn't told yet");
    } catch (RuntimeException e) {
      // A pack's fault is not the pass's.
      LOG.atWarn().addKeyValue("network", pass.id()).setCause(e).log("a host's list can't be told");
    }
  }

  private static Optional<String> missing(Pass pass, LedgerEndpoints ledger) {
    FrameworkDriver driver = pass.pack().driver();
    return pass.ports()
        .faults()
        .around(FaultPort.JOIN, () -> driver.join(ledger, new Administration(pass, true)));
  }
}
