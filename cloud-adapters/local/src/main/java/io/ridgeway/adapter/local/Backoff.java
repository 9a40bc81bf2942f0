package io.ridgeway.adapter.local;

import java.time.Duration;

/** How long to wait before the next start: 1 s, then twice as long each time, at most a minute. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration next = FIRST;

  /** The wait after a failure to start. */
  Duration afterFailure() {
    Duration wait = next;
    next = min(next.multipliedBy(2));
    return wait;
  }

  /** The wait after a death; who lived a minute begins anew. */
  Duration afterRunOf(Duration life) {
    if (life.compareTo(LONGEST) >= 0) {
      reset();
    }
    return afterFailure();
  }

  void reset() {
    next = FIRST;
  }

  private static Duration min(Duration wait) {
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
