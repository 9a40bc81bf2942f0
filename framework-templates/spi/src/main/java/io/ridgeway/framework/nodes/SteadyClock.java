package io.ridgeway.framework.nodes;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Begins at a given time and goes on by a monotonic source: whoever sets the wall clock neither
 * fills buckets nor keeps circuits open. For differences only. Thread-safe.
 */
public final class SteadyClock extends Clock {
  private final Instant begin;
  private final LongSupplier nanoTime;
  private final long beginNanos;
  private final ZoneId zone;

  /**
   * One that goes on from there.
   *
   * @param begin what it shows now
   * @param nanoTime as {@link System#nanoTime} has it
   */
  public SteadyClock(Instant begin, LongSupplier nanoTime) {
    this(begin, nanoTime, nanoTime.getAsLong(), ZoneOffset.UTC);
  }

  /** The machine's own, from 1970 on: for pauses, not for dates. */
  public static SteadyClock ofTheMachine() {
    return new SteadyClock(Instant.EPOCH, System::nanoTime);
  }

  private SteadyClock(Instant begin, LongSupplier nanoTime, long beginNanos, ZoneId zone) {
    this.begin = begin;
    this.nanoTime = nanoTime;
    this.beginNanos = beginNanos;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SteadyClock(begin, nanoTime, beginNanos, other);
  }

  @Override
  public long millis() {
    return begin.toEpochMilli() + (nanoTime.getAsLong() - beginNanos) / 1_000_000;
  }

  @Override
  public Instant instant() {
    return begin.plusNanos(nanoTime.getAsLong() - beginNanos);
  }
}
