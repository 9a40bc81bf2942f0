package io.ridgeway.adapter.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Spaces requests out, so that one Ridgeway doesn't take all of an API server. */
final class Pace {
  private static final Duration BURST = Duration.ofSeconds(1);

  private final Clock clock;
  private final Duration apart;
  private Instant next = Instant.EPOCH;

  /**
   * @param perSecond how many requests there may be; as many may come at once
   */
  Pace(Clock clock, int perSecond) {
    this.clock = clock;
    this.apart = Duration.ofSeconds(1).dividedBy(perSecond);
  }

  /** Waits for its turn. */
  void await(Deadline deadline) {
    Duration wait = Duration.between(clock.instant(), take());
    if (!wait.isNegative() && !wait.isZero()) {
      deadline.sleep(wait);
    }
  }

  private synchronized Instant take() {
    Instant earliest = clock.instant().minus(BURST);
    next = (next.isBefore(earliest) ? earliest : next).plus(apart);
    return next;
  }
}
