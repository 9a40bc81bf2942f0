package io.ridgeway.gateway;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until the gateway has heard by its routes of what it asked the control plane for. */
final class Heard {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long BEAT_MILLIS = 20;

  private Heard() {}

  /** Comes back in any case: what was done is done, whether this gateway hears in time or not. */
  static void awaited(BooleanSupplier there) {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (!there.getAsBoolean() && System.nanoTime() < until) {
      try {
        Thread.sleep(BEAT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
