package io.ridgeway.framework.nodes;

import java.time.Duration;

/**
 * When a node is passed over.
 *
 * @param failures how many calls must fail one after the other for a node to be left out
 * @param firstPause how long it is left out then; twice as long after each probe that fails
 * @param longestPause the most that comes of the doubling
 * @param maxLag by how many blocks a node may be behind the highest one
 * @param caughtUp how many blocks behind is near enough for one that lagged to be asked again
 */
public record RingRules(
    int failures, Duration firstPause, Duration longestPause, long maxLag, long caughtUp) {
  /** The usual rules. */
  public static final RingRules USUAL =
      new RingRules(3, Duration.ofSeconds(1), Duration.ofSeconds(15), 5, 1);

  public RingRules {
    if (failures < 1 || firstPause.isNegative() || firstPause.isZero()) {
      throw new IllegalArgumentException("a node fails at least once, and pauses for a while");
    }
    if (maxLag < 1 || caughtUp < 0 || caughtUp > maxLag) {
      throw new IllegalArgumentException(
          "a node that lags is asked again once it is nearer than it may be behind");
    }
  }
}
