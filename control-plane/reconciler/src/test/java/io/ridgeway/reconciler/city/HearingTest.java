package io.ridgeway.reconciler.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HearingTest {
  private static final CityNodeId ID = new CityNodeId("a");
  private static final Hearing.Answer ANSWER =
      new Hearing.Answer(new Capacity(Resources.NONE, Resources.NONE), Set.of());

  private final Hearing hearing =
      new Hearing(
          SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z")), Duration.ofMillis(300));
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @AfterEach
  void close() {
    hearing.close();
  }

  @Test
  void oneThatHangsIsNotAskedTwice() {
    // Given
    hearing.of(List.of(entry("x")), e -> hang());
    // When, Then
    assertThat(hearing.of(List.of(entry("x")), e -> ANSWER).get(ID).problem())
        .contains("did not answer");
  }

  @Test
  void oneThatIsRegisteredAnewIsAskedAnewAndTheOldCallIsEnded() throws Exception {
    // Given
    hearing.of(List.of(entry("x")), e -> hang());
    // When, Then
    assertThat(hearing.of(List.of(entry("y")), e -> ANSWER).get(ID).problem()).isEmpty();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theCallToOneThatIsGoneIsEnded() throws Exception {
    // Given
    hearing.of(List.of(entry("x")), e -> hang());
    // When
    hearing.of(List.of(), e -> ANSWER);
    // Then
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private Hearing.Answer hang() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted.countDown();
    }
    return ANSWER;
  }

  private static CityNodeEntry entry(String range) {
    return new CityNodeEntry(
        new CityNode(ID, "Nowhere", "CN", "CN", "nobody", "fake", 10, CityNode.State.ACTIVE),
        Map.of("range", range),
        Optional.empty());
  }
}
