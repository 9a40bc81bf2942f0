package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff();

  @Test
  void doublesFromASecondToAMinute() {
    assertThat(Stream.generate(backoff::afterFailure).limit(8).map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void beginsAnewAfterAStableMinute() {
    // Given
    backoff.afterFailure();
    backoff.afterFailure();
    // When, Then
    assertThat(backoff.afterRunOf(Duration.ofSeconds(59))).hasSeconds(4);
    assertThat(backoff.afterRunOf(Duration.ofSeconds(60))).hasSeconds(1);
    assertThat(backoff.afterRunOf(Duration.ZERO)).hasSeconds(2);
  }
}
