package io.ridgeway.reconciler;

import io.ridgeway.model.NetworkId;
import java.time.Duration;

/** How soon a network is looked at again. */
final class Pace {
  /** Things move. */
  static final Duration SOON = Duration.ofMillis(500);

  /** A condition has just changed; the state follows once it stands for {@link #SETTLED}. */
  static final Duration WATCHFUL = Duration.ofSeconds(1);

  /** Something can't be heard, or takes long. */
  static final Duration PATIENT = Duration.ofSeconds(5);

  /** All is well since just now, or room must be made. */
  static final Duration STEADY = Duration.ofSeconds(10);

  /** All has been well for long. */
  static final Duration CALM = Duration.ofSeconds(30);

  /** Someone must do something first. */
  static final Duration SLOW = Duration.ofSeconds(30);

  /** How long a condition stands before the state follows it, so that the state doesn't flap. */
  static final Duration SETTLED = Duration.ofSeconds(5);

  /** How long a creation is watched closely. */
  static final Duration CLOSELY = Duration.ofMinutes(3);

  /** What has been well for so many times a pause may be left alone for that pause. */
  private static final int TIMES = 10;

  /** The pauses of networks differ by up to a fifth, so that those that began together part. */
  private static final int SPREAD = 5;

  private Pace() {}

  /**
   * How soon to look at a network that is well: the longer it has been so, the later, since city
   * nodes tell of what happens there. Not so late that its ledger could be taken for halted.
   *
   * @param well for how long
   * @param patience how long the ledger's height may stand still
   */
  static Duration steady(NetworkId network, Duration well, Duration patience) {
    Duration longest = shorter(CALM, patience.dividedBy(2));
    Duration more = shorter(well.dividedBy(TIMES), longest).minus(STEADY);
    if (more.isNegative()) {
      return STEADY;
    }
    double part = (double) Math.floorMod(network.hashCode(), 1_000) / 1_000;
    return STEADY.plusMillis((long) (more.toMillis() * (1 - part / SPREAD)));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
