package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.nodes.SteadyClock;
import io.ridgeway.model.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));

  private int taken(RateLimit limit, int seconds, int aSecond) {
    int taken = 0;
    for (int i = 0; i < seconds * aSecond; i++) {
      taken += limit.take(1).isConsumed() ? 1 : 0;
      clock.advance(Duration.ofNanos(1_000_000_000L / aSecond));
    }
    return taken;
  }

  @Test
  void holdsExactlyAtTenTimesTheLimit() {
    // Given
    RateLimit limit = new RateLimit(50, clock);
    assertThat(limit.take(50).isConsumed()).isTrue();

    // When, Then
    assertThat(taken(limit, 60, 500)).isBetween(60 * 50 - 1, 60 * 50 + 1);
  }

  @Test
  void sharesHoldTogetherWhateverIsMovedBetweenThem() {
    // Given
    RateLimit one = new RateLimit(100, clock);
    RateLimit two = new RateLimit(100, clock);
    one.amount(50_000);
    two.amount(50_000);

    // When: moved to and fro, less there first
    int taken = 0;
    for (int i = 0; i < 60; i++) {
      RateLimit less = i % 2 == 0 ? one : two;
      RateLimit more = i % 2 == 0 ? two : one;
      less.amount(2_500);
      more.amount(97_500);
      for (int call = 0; call < 1_000; call++) {
        taken += one.take(1).isConsumed() ? 1 : 0;
        taken += two.take(1).isConsumed() ? 1 : 0;
        clock.advance(Duration.ofMillis(1));
      }
    }

    // Then: what was bought for a minute, and one second's worth that came at once
    assertThat(taken).isBetween(60 * 100 - 60, 60 * 100 + 100);
  }

  @Test
  void aBatchLargerThanTheShareIsWaitedForAfterwards() {
    // Given
    RateLimit limit = new RateLimit(100, clock);
    limit.amount(10_000);
    clock.advance(Duration.ofSeconds(5));

    // When
    assertThat(limit.take(100).isConsumed()).isTrue();

    // Then: at ten a second
    assertThat(limit.take(1).isConsumed()).isFalse();
    clock.advance(Duration.ofSeconds(8));
    assertThat(limit.take(1).isConsumed()).isFalse();
    clock.advance(Duration.ofSeconds(2));
    assertThat(limit.take(1).isConsumed()).isTrue();
    assertThat(limit.take(101).isConsumed()).as("more than was bought").isFalse();
  }

  @Test
  void ofBatchesLargerThanTheShareThatComeAtOnceOneIsTaken() throws Exception {
    // Given
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int round = 0; round < 300; round++) {
      RateLimit limit = new RateLimit(100, clock);
      limit.amount(10_000);
      clock.advance(Duration.ofSeconds(5));
      CyclicBarrier together = new CyclicBarrier(8);
      List<Future<Boolean>> all = new ArrayList<>();

      // When
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(
                () -> {
                  together.await();
                  return limit.take(100).isConsumed();
                }));
      }

      // Then
      int taken = 0;
      for (Future<Boolean> each : all) {
        taken += each.get() ? 1 : 0;
      }
      assertThat(taken).as("round %s", round).isEqualTo(1);
    }
    threads.shutdown();
  }

  @Test
  void withoutAShareNothingIsTaken() {
    // Given
    RateLimit limit = new RateLimit(100, clock);

    // When
    limit.amount(0);

    // Then
    assertThat(limit.take(1).isConsumed()).isFalse();
    assertThat(Refusals.secondsToWait(limit.take(1))).isEqualTo(1);
    limit.amount(1_000);
    clock.advance(Duration.ofSeconds(1));
    assertThat(limit.take(1).isConsumed()).isTrue();
  }

  @Test
  void fillsBucketsWhateverTheWallClockShows() {
    // Given
    AtomicLong nanos = new AtomicLong(-7);
    RateLimit limit = new RateLimit(10, new SteadyClock(clock.instant(), nanos::get));
    assertThat(limit.take(10).isConsumed()).isTrue();

    // When, Then
    assertThat(limit.take(1).isConsumed()).isFalse();
    nanos.addAndGet(100_000_000);
    assertThat(limit.take(1).isConsumed()).isTrue();
    assertThat(limit.take(1).isConsumed()).isFalse();
  }
}
