package io.ridgeway.framework.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private final AtomicLong nanos = new AtomicLong(-7);
  private final SteadyClock clock =
      new SteadyClock(Instant.parse("2026-11-21T10:00:00Z"), nanos::get);

  @Test
  void goesByItsSourceAlone() {
    // When
    nanos.addAndGet(1_500_000_000);

    // Then
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T10:00:01.500Z"));
    assertThat(clock.millis()).isEqualTo(clock.instant().toEpochMilli());
  }

  @Test
  void theMachinesOwnOnlyGoesOn() {
    // Given
    Clock own = SteadyClock.ofTheMachine();

    // When
    long first = own.millis();
    long later = own.withZone(ZoneId.of("Asia/Singapore")).millis();

    // Then
    assertThat(first).isBetween(0L, 60_000L);
    assertThat(later).isBetween(first, first + 60_000);
  }
}
