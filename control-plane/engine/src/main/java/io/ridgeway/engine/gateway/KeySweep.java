package io.ridgeway.engine.gateway;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLives;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Destroys the keys whose time has come; in any process, any number of times. */
@Singleton
public final class KeySweep {
  private static final Logger LOG = LoggerFactory.getLogger(KeySweep.class);

  private final Transactions transactions;
  private final Networks networks;
  private final KeyLives lives;
  private final AuditLog audit;
  private final Clock clock;

  public KeySweep(
      Transactions transactions, Networks networks, KeyLives lives, AuditLog audit, Clock clock) {
    this.transactions = transactions;
    this.networks = networks;
    this.lives = lives;
    this.audit = audit;
    this.clock = clock;
  }

  /** Does it once; returns how many were destroyed. */
  public int sweep() {
    List<NetworkId> due = transactions.asSystem(lives::due);
    int destroyed = 0;
    for (NetworkId network : due) {
      try {
        destroyed += transactions.asSystem(() -> destroy(network));
      } catch (RuntimeException e) {
        // The others' keys are destroyed all the same, and this one's are tried again.
        LOG.atError()
            .addKeyValue("network", network)
            .setCause(e)
            .log("keys whose time has come can't be destroyed");
      }
    }
    return destroyed;
  }

  private int destroy(NetworkId network) {
    if (networks.lock(network).isEmpty()) {
      return 0;
    }
    List<KeptKey> gone = lives.destroyDue(network);
    if (!gone.isEmpty()) {
      networks.touch(network);
    }
    for (KeptKey kept : gone) {
      audit.append(
          AuditEvent.of(
              clock.instant(),
              kept.key().tenant(),
              Actor.SYSTEM,
              "key.destroy",
              kept.key().id(),
              "Managed key " + kept.key().name() + " of network " + network + " is destroyed."));
    }
    return gone.size();
  }
}
