package io.ridgeway.reconciler;

import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether a ledger makes progress, from the height that was kept and the height that is seen.
 *
 * <p>A height that stands still for a third of the driver's patience makes the condition UNKNOWN,
 * and as long again twice makes it FALSE. When it was last seen to grow is remembered here only to
 * spare the condition a change at each short look; a new worker that doesn't remember begins with
 * the condition that is kept, and calls a halt at most a third of the patience later.
 */
final class Growth {
  private final Map<NetworkId, Instant> lastGrown = new ConcurrentHashMap<>();

  Condition condition(Pass pass, Optional<Condition> before) {
    Instant now = pass.now();
    LedgerHealth health = pass.health();
    if (Ledger.height(pass) > pass.network().height() && pass.network().height() >= 0) {
      lastGrown.put(pass.id(), now);
      return of(Status.TRUE, "Growing", "New blocks are made.", now, before);
    }
    if (health.heights().isEmpty()) {
      return of(Status.UNKNOWN, "NotHeard", "No node of the ledger answers.", now, before);
    }
    if (pass.network().readyAt().isEmpty()) {
      return of(Status.UNKNOWN, "Joining", "The ledger is being brought up.", now, before);
    }
    Instant grown = lastGrown.computeIfAbsent(pass.id(), id -> now);
    return still(pass.pack().driver().patience(pass.birth()), grown, now, before);
  }

  void forget(NetworkId network) {
    lastGrown.remove(network);
  }

  private static Condition still(
      Duration patience, Instant grown, Instant now, Optional<Condition> before) {
    Duration third = patience.dividedBy(3);
    boolean halted = before.filter(b -> b.status() == Status.FALSE).isPresent();
    Optional<Condition> quiet =
        before.filter(b -> b.status() == Status.UNKNOWN && b.reason().equals("Quiet"));
    if (halted
        || quiet.filter(q -> !now.isBefore(q.since().plus(third.multipliedBy(2)))).isPresent()) {
      return of(
          Status.FALSE,
          "Halted",
          "No new block is made. A ledger goes on by itself once enough of its voters run.",
          now,
          before);
    }
    boolean grewLately = now.isBefore(grown.plus(third));
    if (quiet.isEmpty() && grewLately) {
      return before
          .filter(b -> b.status() == Status.TRUE)
          .orElseGet(
              () ->
                  new Condition(
                      Type.PROGRESSING, Status.TRUE, "Growing", "New blocks are made.", now));
    }
    // Not after(before): the time of another UNKNOWN must not be counted as stillness.
    return quiet.orElseGet(
        () ->
            new Condition(
                Type.PROGRESSING,
                Status.UNKNOWN,
                "Quiet",
                "No new block was seen for a while.",
                now));
  }

  private static Condition of(
      Status status, String reason, String message, Instant now, Optional<Condition> before) {
    Condition fresh = new Condition(Type.PROGRESSING, status, reason, message, now);
    return before.map(fresh::after).orElse(fresh);
  }
}
