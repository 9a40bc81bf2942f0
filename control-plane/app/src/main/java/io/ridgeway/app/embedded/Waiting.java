package io.ridgeway.app.embedded;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Polling with an end. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Waiting() {}

  /** Asks until the answer is yes; no when the time is over first. */
  static boolean until(Clock clock, Duration atMost, BooleanSupplier answer) {
    Instant end = clock.instant().plus(atMost);
    while (!answer.getAsBoolean()) {
      if (!clock.instant().isBefore(end)) {
        return false;
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EmbeddedException("interrupted while waiting", e);
      }
    }
    return true;
  }
}
