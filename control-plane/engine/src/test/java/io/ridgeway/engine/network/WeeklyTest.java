package io.ridgeway.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WeeklyTest {
  private static final Weekly SUNDAY =
      new Weekly(DayOfWeek.SUNDAY, LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"), 60);

  @Test
  void isOpenFromItsTimeByTheClocksOfItsZone() {
    // Sunday the 22nd of November 2026, 02:30 in Berlin
    Instant start = Instant.parse("2026-11-22T01:30:00Z");
    assertThat(SUNDAY.lastStart(start)).isEqualTo(start);
    assertThat(SUNDAY.isOpen(start)).isTrue();
    assertThat(SUNDAY.isOpen(start.plusSeconds(3_599))).isTrue();
    assertThat(SUNDAY.isOpen(start.plusSeconds(3_600))).isFalse();
    assertThat(SUNDAY.isOpen(start.minusMillis(1))).isFalse();
    assertThat(SUNDAY.lastStart(start.minusMillis(1)))
        .isEqualTo(Instant.parse("2026-11-15T01:30:00Z"));
    assertThat(SUNDAY.lastEnd(start)).isEqualTo(start.plusSeconds(3_600));
  }

  @Test
  void isAsMuchLaterWhereClocksSkipItAndOnceWhereTheyRepeatIt() {
    // Clocks go from 02:00 to 03:00 on the 28th of March 2027, and from 03:00 to 02:00 on the 31st
    // of October.
    assertThat(SUNDAY.lastStart(Instant.parse("2027-03-28T12:00:00Z")))
        .isEqualTo(Instant.parse("2027-03-28T01:30:00Z"));
    assertThat(SUNDAY.lastStart(Instant.parse("2027-10-31T12:00:00Z")))
        .isEqualTo(Instant.parse("2027-10-31T00:30:00Z"));
  }

  @Test
  void endsOnTheNextDayIfItMust() {
    Weekly late =
        new Weekly(DayOfWeek.SATURDAY, LocalTime.of(23, 30), ZoneId.of("Asia/Shanghai"), 120);

    assertThat(late.isOpen(Instant.parse("2026-11-21T17:29:00Z"))).isTrue();
    assertThat(late.isOpen(Instant.parse("2026-11-21T17:30:00Z"))).isFalse();
  }

  @Test
  void hasALengthAndWholeMinutes() {
    assertThatThrownBy(() -> weekly(14)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> weekly(721)).isInstanceOf(IllegalArgumentException.class);
    assertThat(weekly(15).at()).isEqualTo(LocalTime.of(3, 0));
  }

  private static Weekly weekly(int minutes) {
    return new Weekly(DayOfWeek.MONDAY, LocalTime.of(3, 0, 59), ZoneId.of("UTC"), minutes);
  }
}
