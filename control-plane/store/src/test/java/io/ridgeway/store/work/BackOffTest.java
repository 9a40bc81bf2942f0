package io.ridgeway.store.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff<Void> backOff =
      new BackOff<>(Duration.ofSeconds(1), Duration.ofMinutes(1), Clock.systemUTC());

  @Test
  void doublesUpToTheLongest() {
    assertThat(backOff.pause(0)).hasSeconds(1);
    assertThat(backOff.pause(1)).hasSeconds(2);
    assertThat(backOff.pause(5)).hasSeconds(32);
    assertThat(backOff.pause(6)).hasSeconds(60);
    assertThat(backOff.pause(10_000)).hasSeconds(60);
  }
}
