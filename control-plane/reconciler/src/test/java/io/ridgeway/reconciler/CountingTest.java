package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.account.Metering;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CountingTest {
  private final World world = new World();

  @Test
  void usageIsThereWithinAMinuteOfReadiness() {
    // Given
    Reconciler reconciler = world.reconciler();
    world.converge(reconciler);
    // When
    world.run(reconciler, Duration.ofSeconds(60));
    // Then
    assertThat(Duration.between(countedTo(), world.clock.instant()))
        .isLessThan(Duration.ofMinutes(1));
    Checks.of(world).countedOnce(world.network().readyAt().orElseThrow(), countedTo());
  }

  @Test
  void hoursInWhichNobodyCountedAreBilledOnce() {
    // Given
    world.created();
    // When
    world.clock.advance(Duration.ofHours(53));
    world.reconciler().reconcile(world.network);
    world.run(world.reconciler(), Duration.ofMinutes(3));
    // Then
    Checks.of(world).countedOnce(world.network().readyAt().orElseThrow(), countedTo());
    assertThat(countedTo()).isAfter(World.BEGIN.plus(Duration.ofHours(53)));
  }

  @Test
  void whatPassesBetweenTheWishToDeleteAndTheRemovalIsNotBilled() {
    // Given
    world.created();
    world.delete();
    // When
    world.clock.advance(Duration.ofHours(3));
    world.converge(world.reconciler());
    // Then
    Checks.of(world).isGone();
  }

  private Instant countedTo() {
    return world
        .store
        .asSystem(() -> new Metering(world.store.usage).countedTo(world.network))
        .orElseThrow();
  }
}
