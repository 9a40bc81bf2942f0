package io.ridgeway.app.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.keys.journal.JournalShipper;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens custody where a role has keys to make or to use, and ships the journal that it writes
 * first. The operators' tier has neither: it can open no key.
 */
@Singleton
final class CustodyWork {
  /** The portal makes keys, the reconciler issues identities, the gateway signs. */
  private static final Set<Role> ROLES = Set.of(Role.PORTAL, Role.RECONCILER, Role.GATEWAY);

  private static final Logger LOG = LoggerFactory.getLogger(CustodyWork.class);
  private static final long SHIP_MILLIS = 1_000;

  private final boolean opens;
  private final Instance<EnvelopeCustody> custody;
  private final Instance<JournalShipper> shipper;
  private final Meters meters;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  CustodyWork(
      RidgewayConfig config,
      Instance<EnvelopeCustody> custody,
      Instance<JournalShipper> shipper,
      Meters meters) {
    this.opens = isNeeded(config);
    this.custody = custody;
    this.shipper = shipper;
    this.meters = meters;
  }

  static boolean isNeeded(RidgewayConfig config) {
    return !Collections.disjoint(config.roles(), ROLES);
  }

  void start(@Observes StartupEvent started) {
    if (opens) {
      // Now, so that a key file that can't be used stops the start and not somebody's first call.
      custody.get();
      meters.journal(shipper.get());
      timer.scheduleWithFixedDelay(
          new Quietly("ship the journal", this::ship), 0, SHIP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    timer.shutdown();
    if (opens) {
      new Quietly("ship the journal", this::ship).run();
    }
  }

  private void ship() {
    while (shipper.get().shipOnce() > 0) {
      LOG.trace("shipped a batch of the journal");
    }
  }
}
