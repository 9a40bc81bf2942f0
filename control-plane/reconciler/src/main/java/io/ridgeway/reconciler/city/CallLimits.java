package io.ridgeway.reconciler.city;

import java.time.Duration;

/**
 * How long, and how many at once, callers wait for one city node.
 *
 * @param deadline after how long a caller gives up; the call itself goes on by itself
 * @param atOnce how many calls may be under way at one city node, those that were given up included
 * @param queue how long a caller waits for its turn where all are taken
 * @param abandon after how long a call that was given up is interrupted
 */
public record CallLimits(Duration deadline, int atOnce, Duration queue, Duration abandon) {
  public CallLimits {
    if (atOnce < 1) {
      throw new IllegalArgumentException("at least one call must be possible");
    }
  }

  /**
   * For that many workers: a hanging city node can hold half of them, once, for the deadline.
   *
   * @param workers how many networks are worked on at once
   */
  public static CallLimits forWorkers(int workers) {
    return new CallLimits(
        Duration.ofSeconds(20),
        Math.max(1, workers / 2),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5));
  }
}
