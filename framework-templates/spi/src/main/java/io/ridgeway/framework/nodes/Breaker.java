package io.ridgeway.framework.nodes;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens after so many failures in a row, and lets one call through as a probe once its pause is
 * over. Thread-safe; times are milliseconds of whatever clock its owner has.
 */
public final class Breaker {
  private final RingRules rules;
  private final AtomicBoolean probing = new AtomicBoolean();
  private volatile int failures;
  private volatile long pause;
  private volatile long openUntil;

  Breaker(RingRules rules) {
    this.rules = rules;
  }

  /** Whether calls go through without further thought. */
  public boolean isClosed() {
    return pause == 0;
  }

  /** Whether the pause is over and nobody probes. */
  public boolean isDue(long now) {
    return pause != 0 && openUntil <= now && !probing.get();
  }

  /** Takes the probe that is due; false if another call was faster. */
  public boolean probe(long now) {
    return isDue(now) && probing.compareAndSet(false, true);
  }

  /** Until when nothing is sent; 0 if it is closed. */
  public long openUntil() {
    return openUntil;
  }

  synchronized void succeeded() {
    failures = 0;
    openUntil = 0;
    pause = 0;
    probing.set(false);
  }

  /** A call failed; calls that were sent before it opened don't make the pause longer. */
  synchronized void failed(long now) {
    failures++;
    boolean probe = probing.getAndSet(false);
    if (pause == 0 && failures >= rules.failures()) {
      open(now, rules.firstPause().toMillis());
    } else if (pause != 0 && probe) {
      open(now, Math.min(rules.longestPause().toMillis(), pause * 2));
    }
  }

  /** A call told nothing: if it was the probe, another one may probe. */
  public void abandoned() {
    probing.set(false);
  }

  private void open(long now, long length) {
    openUntil = now + length;
    pause = length;
  }

  /** Whether nothing failed since it last answered: what calls look at before they write. */
  boolean isSpotless() {
    return failures == 0 && pause == 0;
  }
}
