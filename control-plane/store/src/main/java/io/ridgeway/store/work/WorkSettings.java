package io.ridgeway.store.work;

import java.time.Duration;

/**
 * How the work is done.
 *
 * @param instance which process this is, at most 50 characters; unlike every other's
 * @param threads how much is done at once
 * @param poll how often what is due is looked for, where nothing wakes the scheduler
 * @param heartbeat how often it says that its work goes on. Work whose process is unheard for four
 *     of them is taken over, which is noticed within another two
 * @param firstRetry how long after a first failure it is tried again; doubled with each further one
 * @param longestRetry the longest that grows to
 */
public record WorkSettings(
    String instance,
    int threads,
    Duration poll,
    Duration heartbeat,
    Duration firstRetry,
    Duration longestRetry) {
  public WorkSettings {
    if (instance.isBlank() || instance.length() > 50) {
      throw new IllegalArgumentException("an instance's name has 1 to 50 characters");
    }
    if (heartbeat.isNegative() || heartbeat.isZero()) {
      throw new IllegalArgumentException("a heartbeat takes time");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed");
    }
  }

  /** Half a second's poll; what failed is tried again after a second, and at least each minute. */
  public static WorkSettings of(String instance, int threads, Duration heartbeat) {
    return new WorkSettings(
        instance,
        threads,
        Duration.ofMillis(500),
        heartbeat,
        Duration.ofSeconds(1),
        Duration.ofMinutes(1));
  }
}
