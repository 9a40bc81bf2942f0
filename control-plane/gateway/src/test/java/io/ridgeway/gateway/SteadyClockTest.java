package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
  void fillsBucketsWhateverTheWallClockShows() {
    // Given
    RateLimit limit = new RateLimit(10, clock);
    assertThat(limit.take(10).isConsumed()).isTrue();

    // When, Then
    assertThat(limit.take(1).isConsumed()).isFalse();
    nanos.addAndGet(100_000_000);
    assertThat(limit.take(1).isConsumed()).isTrue();
    assertThat(limit.take(1).isConsumed()).isFalse();
  }
}
