package io.ridgeway.reconciler.plugin;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Counts how often a plugin failed since it was loaded, and remembers the last time. */
final class Failures {
  private final Clock clock;
  private long count;
  private String last = "";

  Failures(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(String how) {
    count++;
    last = clock.instant().truncatedTo(ChronoUnit.SECONDS) + ": " + how;
  }

  /** One sentence; empty if it never failed. */
  synchronized String said() {
    return count == 0 ? "" : "It failed " + count + " times; last at " + last + ".";
  }
}
