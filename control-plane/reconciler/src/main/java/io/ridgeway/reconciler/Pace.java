package io.ridgeway.reconciler;

import java.time.Duration;

/** How soon a network is looked at again. */
final class Pace {
  /** Things move. */
  static final Duration SOON = Duration.ofMillis(500);

  /** A condition has just changed; the state follows once it stands for {@link #SETTLED}. */
  static final Duration WATCHFUL = Duration.ofSeconds(1);

  /** Something can't be heard, or takes long. */
  static final Duration PATIENT = Duration.ofSeconds(5);

  /** All is well, or room must be made. */
  static final Duration STEADY = Duration.ofSeconds(10);

  /** Someone must do something first. */
  static final Duration SLOW = Duration.ofSeconds(30);

  /** How long a condition stands before the state follows it, so that the state doesn't flap. */
  static final Duration SETTLED = Duration.ofSeconds(5);

  /** How long a creation is watched closely. */
  static final Duration CLOSELY = Duration.ofMinutes(3);

  private Pace() {}
}
