package io.ridgeway.engine.network;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * A time of the week at which a host's nodes may be stopped one after another.
 *
 * @param at to the minute, by the clocks of the zone; where these skip it, as much later
 * @param minutes how long it is, 15 to 720
 */
public record Weekly(DayOfWeek day, LocalTime at, ZoneId zone, int minutes) {
  public static final int SHORTEST = 15;
  public static final int LONGEST = 720;

  public Weekly {
    if (minutes < SHORTEST || minutes > LONGEST) {
      throw new IllegalArgumentException(
          "a window has " + SHORTEST + " to " + LONGEST + " minutes");
    }
    at = at.truncatedTo(ChronoUnit.MINUTES);
  }

  /** The last time that it began, now or before. */
  public Instant lastStart(Instant now) {
    ZonedDateTime there = now.atZone(zone);
    ZonedDateTime start =
        ZonedDateTime.of(there.toLocalDate().with(TemporalAdjusters.previousOrSame(day)), at, zone);
    return (start.toInstant().isAfter(now) ? earlier(start) : start).toInstant();
  }

  private ZonedDateTime earlier(ZonedDateTime start) {
    return ZonedDateTime.of(start.toLocalDate().minusWeeks(1), at, zone);
  }

  /** When it ends if it is open now; else its next end but one that is over. */
  public Instant lastEnd(Instant now) {
    return lastStart(now).plus(Duration.ofMinutes(minutes));
  }

  /** Whether it is open now. */
  public boolean isOpen(Instant now) {
    return now.isBefore(lastEnd(now));
  }
}
