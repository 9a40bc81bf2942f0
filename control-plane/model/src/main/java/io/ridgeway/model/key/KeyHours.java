package io.ridgeway.model.key;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hours of a week, by the clocks of a place. They may go over midnight: then they belong to the day
 * on which they begin.
 *
 * @param from the first minute
 * @param to the minute after the last; another than the first
 */
public record KeyHours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  private static final int PARTS = 4;

  public KeyHours {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("hours need a day at least");
    }
    days = Collections.unmodifiableSet(new TreeSet<>(days));
    if (from.equals(to)) {
      throw new IllegalArgumentException("hours begin and end at different times");
    }
    if (!from.truncatedTo(ChronoUnit.MINUTES).equals(from)
        || !to.truncatedTo(ChronoUnit.MINUTES).equals(to)) {
      throw new IllegalArgumentException("hours begin and end at whole minutes");
    }
  }

  /** Whether that moment is within. */
  public boolean holds(Instant moment) {
    ZonedDateTime there = moment.atZone(zone);
    LocalTime time = there.toLocalTime();
    DayOfWeek day = there.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
    }
    return (days.contains(day) && !time.isBefore(from))
        || (days.contains(day.minus(1)) && time.isBefore(to));
  }

  /** As {@link #toString} writes them: {@code Asia/Shanghai MON,TUE,WED 08:00 18:30}. */
  public static KeyHours parse(String text) {
    List<String> parts = List.of(text.strip().split("\\s+"));
    if (parts.size() != PARTS) {
      throw wrong();
    }
    try {
      Set<DayOfWeek> days = new TreeSet<>();
      for (String day : parts.get(1).split(",", -1)) {
        days.add(day(day));
      }
      return new KeyHours(
          ZoneId.of(parts.get(0)),
          days,
          LocalTime.parse(parts.get(2)),
          LocalTime.parse(parts.get(3)));
    } catch (DateTimeParseException e) {
      throw wrong();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "the hours' zone isn't known: give one such as Europe/Berlin or UTC", e);
    }
  }

  @Override
  public String toString() {
    return zone
        + " "
        + days.stream().map(d -> d.name().substring(0, 3)).collect(Collectors.joining(","))
        + " "
        + from
        + " "
        + to;
  }

  private static DayOfWeek day(String text) {
    String wanted = text.toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(wanted)) {
        return day;
      }
    }
    throw wrong();
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "hours are a zone, days and two times: Europe/Berlin MON,TUE,WED 08:00 18:30");
  }
}
