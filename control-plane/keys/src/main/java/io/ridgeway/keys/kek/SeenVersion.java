package io.ridgeway.keys.kek;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The id of a key's newest version, as the last answer of its service named it. */
final class SeenVersion {
  private static final Duration STANDS = Duration.ofMinutes(1);

  private final Clock clock;
  private volatile Seen seen = new Seen("", Instant.MIN);

  private record Seen(String id, Instant at) {}

  SeenVersion(Clock clock) {
    this.clock = clock;
  }

  /** Notes that an answer named it, and gives it back. */
  String see(String id) {
    seen = new Seen(id, clock.instant());
    return id;
  }

  /** What was seen within the last minute, or else what {@code ask} finds out. */
  String id(Supplier<String> ask) {
    Seen last = seen;
    return clock.instant().isBefore(last.at().plus(STANDS)) ? last.id() : ask.get();
  }

  /** What was seen last. */
  @Override
  public String toString() {
    return seen.id();
  }
}
