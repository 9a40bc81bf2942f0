package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When a call must have ended, whatever it waits for. */
record Deadline(Clock clock, Instant at) {
  static Deadline in(Clock clock, Duration time) {
    return new Deadline(clock, clock.instant().plus(time));
  }

  /** What is left, never negative. */
  Duration left() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  boolean passed() {
    return !clock.instant().isBefore(at);
  }

  /** Sleeps, but not beyond the end. */
  void sleep(Duration time) {
    Duration shorter = time.compareTo(left()) < 0 ? time : left();
    try {
      Thread.sleep(shorter.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdapterException.Unreachable("interrupted while waiting for a cluster", e);
    }
  }
}
