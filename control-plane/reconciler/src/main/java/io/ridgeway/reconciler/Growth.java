package io.ridgeway.reconciler;

import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether a ledger makes progress, from the height that was kept and the height that is seen;
 * of one that makes blocks only when it is used, from whether its voters agree.
 *
 * <p>What isn't seen for a third of the driver's patience makes the condition UNKNOWN, and as long
 * again twice makes it FALSE. When it was last seen is remembered here only to spare the condition
 * a change at each short look; a new worker that doesn't remember begins with the condition that is
 * kept, and calls a halt at most a third of the patience later.
 *
 * <p>Where a leader is needed and only a voter that can't be heard may be it, whether the ledger is
 * idle or has halted can't be told: the condition stays UNKNOWN. New blocks put that off; they
 * don't take it back, or the condition would come and go as the ledger is used.
 */
final class Growth {
  private static final Words GROWING =
      new Words(
          "Growing",
          "New blocks are made.",
          "No new block was seen for a while.",
          "No new block is made. A ledger goes on by itself once enough of its voters run.");

  private static final Words AGREEING =
      new Words(
          "Agreed",
          "Enough of its voters agree; blocks are made when it is used.",
          "Not enough of its voters were seen to agree for a while.",
          "Not enough of its voters agree to make a block. A ledger goes on by itself once enough of"
              + " them run.");

  /** The reasons of what isn't seen, as opposed to what can't be asked. */
  private static final Set<String> QUIET = Set.of("Quiet", "LeaderUnheard");

  private static final String LEADER_UNHEARD =
      "None of the voters that answer leads. Whether one that doesn't answer does can't be told.";

  private final Map<NetworkId, Instant> lastSeen = new ConcurrentHashMap<>();

  /**
   * What is said.
   *
   * @param well the reason, while it is seen
   */
  private record Words(String well, String seen, String unseen, String halted) {}

  Condition condition(Pass pass, Optional<Condition> before) {
    Instant now = pass.now();
    FrameworkDriver driver = pass.pack().driver();
    Words words = driver.growsWhenIdle() ? GROWING : AGREEING;
    if (isSeen(pass, driver)) {
      lastSeen.put(pass.id(), now);
      return of(Status.TRUE, words.well(), words.seen(), now, before);
    }
    if (pass.health().heights().isEmpty()) {
      return of(Status.UNKNOWN, "NotHeard", "No node of the ledger answers.", now, before);
    }
    if (!pass.network().isUp()) {
      return of(Status.UNKNOWN, "Joining", "The ledger is being brought up.", now, before);
    }
    boolean mayBeLed = Ledger.mayBeLed(pass);
    if (mayBeLed && hasGrown(pass) && is(Status.TRUE, before)) {
      lastSeen.put(pass.id(), now);
    }
    Instant seen = lastSeen.computeIfAbsent(pass.id(), id -> now);
    Condition still = still(words, driver.patience(pass.birth()), seen, now, before);
    return mayBeLed && still.status() == Status.FALSE && !is(Status.FALSE, before)
        ? of(Status.UNKNOWN, "LeaderUnheard", LEADER_UNHEARD, now, before)
        : still;
  }

  void forget(NetworkId network) {
    lastSeen.remove(network);
  }

  private static boolean isSeen(Pass pass, FrameworkDriver driver) {
    if (driver.growsWhenIdle()) {
      return hasGrown(pass);
    }
    return (pass.isJoined() || pass.network().isUp()) && Ledger.isAgreed(pass);
  }

  private static boolean hasGrown(Pass pass) {
    return Ledger.height(pass) > pass.network().height() && pass.network().height() >= 0;
  }

  private static Condition still(
      Words words, Duration patience, Instant seen, Instant now, Optional<Condition> before) {
    Duration third = patience.dividedBy(3);
    Optional<Condition> quiet =
        before.filter(b -> b.status() == Status.UNKNOWN && QUIET.contains(b.reason()));
    if (is(Status.FALSE, before)
        || quiet.filter(q -> !now.isBefore(q.since().plus(third.multipliedBy(2)))).isPresent()) {
      return of(Status.FALSE, "Halted", words.halted(), now, before);
    }
    boolean seenLately = now.isBefore(seen.plus(third));
    if (quiet.isEmpty() && seenLately) {
      return before
          .filter(b -> b.status() == Status.TRUE)
          .orElseGet(
              () -> new Condition(Type.PROGRESSING, Status.TRUE, words.well(), words.seen(), now));
    }
    // Not after(before): the time of another UNKNOWN must not be counted as stillness.
    return quiet.orElseGet(
        () -> new Condition(Type.PROGRESSING, Status.UNKNOWN, "Quiet", words.unseen(), now));
  }

  private static boolean is(Status status, Optional<Condition> condition) {
    return condition.filter(c -> c.status() == status).isPresent();
  }

  private static Condition of(
      Status status, String reason, String message, Instant now, Optional<Condition> before) {
    Condition fresh = new Condition(Type.PROGRESSING, status, reason, message, now);
    return before.map(fresh::after).orElse(fresh);
  }
}
