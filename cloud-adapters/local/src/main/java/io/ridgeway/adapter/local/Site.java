package io.ridgeway.adapter.local;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What all workloads of one open city node share. */
record Site(
    LocalSettings settings,
    Home home,
    SoftwareList software,
    Processes processes,
    Launcher launcher,
    Prober prober,
    Clock clock) {

  /** Now, as exact as it is recorded. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
