package io.ridgeway.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that runs with another one, shifted by what the caller says: for tests, demos and
 * examples.
 */
public final class SettableClock extends Clock {
  private final Clock base;
  private volatile Duration offset = Duration.ZERO;

  public SettableClock(Clock base) {
    this.base = base;
  }

  /** Standing still at {@code instant} until it is advanced. */
  public static SettableClock fixedAt(Instant instant) {
    return new SettableClock(Clock.fixed(instant, ZoneOffset.UTC));
  }

  /** Moves the clock on. */
  public synchronized void advance(Duration by) {
    offset = offset.plus(by);
  }

  /** The clock that it runs with: the time of those that know nothing of a move. */
  public Clock base() {
    return base;
  }

  /** How far it has been moved. */
  public Duration offset() {
    return offset;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SettableClock(base.withZone(zone));
  }
}
