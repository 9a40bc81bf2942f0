package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final NetworkId NETWORK = new NetworkId("n0000000000aa");
  private static final NodeName NODE = new NodeName("peer-alpha-1");
  private static final long MIB = 1L << 20;
  private static final long ROOM = 10_000 * MIB;

  private Forecast forecast = new Forecast();
  private Instant now = Instant.parse("2026-11-22T00:00:00Z");
  private long bytes = 3_000 * MIB;
  private boolean soon;

  @Test
  void whoeverGrowsFastFillsUpOnceThatWasSeenForHours() {
    // When 7,000 MiB are left, and 30 an hour come
    grow(5, 30);
    // Then
    assertThat(soon).as("too early to tell").isFalse();
    grow(2, 30);
    assertThat(soon).as("less than ten days").isTrue();
  }

  @Test
  void whoeverGrowsSlowlyDoesNot() {
    grow(48, 10);
    assertThat(soon).as("four weeks").isFalse();
    grow(48, 0);
    grow(48, -20);
    assertThat(soon).isFalse();
  }

  @Test
  void aQuieterDayChangesNothingAndMuchMoreTimeDoes() {
    // Given
    grow(12, 30);
    assertThat(soon).isTrue();

    // When the last two days had less: between two and three weeks are left
    grow(49, 15);

    // Then
    assertThat(soon).isTrue();

    // When
    grow(49, 3);

    // Then
    assertThat(soon).isFalse();
  }

  @Test
  void aNewWorkerSaysWhatWasSaidUntilItCanTell() {
    // Given
    grow(12, 30);

    // When
    forecast = new Forecast();
    grow(3, 0);

    // Then
    assertThat(soon).isTrue();
    grow(4, 0);
    assertThat(soon).isFalse();
  }

  private void grow(int hours, long mibAnHour) {
    for (int i = 0; i < hours; i++) {
      now = now.plus(Duration.ofHours(1));
      bytes += mibAnHour * MIB;
      soon = forecast.fillsUp(NETWORK, NODE, bytes, ROOM, now, soon);
    }
  }
}
