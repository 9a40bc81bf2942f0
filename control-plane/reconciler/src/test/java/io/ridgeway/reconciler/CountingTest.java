package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Usage;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.audit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  @Test
  void anAccountThatCannotBeSoIsRecordedOnceAndBillsNothing() {
    // Given
    world.created();
    world.provider.account =
        all -> all.stream().map(u -> new Usage(u.node(), 1, 1, Long.MAX_VALUE)).toList();
    // When
    world.run(world.reconciler(), Duration.ofMinutes(5));
    // Then
    List<AuditEvent> recorded = recorded();
    assertThat(recorded)
        .extracting(AuditEvent::subject)
        .containsExactly(world.network.value(), world.network.value());
    assertThat(recorded)
        .extracting(AuditEvent::detail)
        .anySatisfy(d -> assertThat(d).startsWith("City node north: ").contains("more than the"))
        .anySatisfy(d -> assertThat(d).startsWith("City node south: "));
    assertThat(world.network().nodes()).allMatch(n -> n.storageBytes() == 10L << 30);
    Checks.of(world).countedOnce(world.network().readyAt().orElseThrow(), countedTo());
  }

  @Test
  void anHonestAccountRecordsNothing() {
    world.created();
    world.run(world.reconciler(), Duration.ofMinutes(5));
    assertThat(recorded()).isEmpty();
  }

  private List<AuditEvent> recorded() {
    return world
        .store
        .asSystem(() -> world.store.audit.list(new Page.Request(Optional.empty(), 100)))
        .items()
        .stream()
        .filter(e -> e.action().equals("usage.discrepancy"))
        .toList();
  }

  private Instant countedTo() {
    return world
        .store
        .asSystem(() -> new Metering(world.store.usage).countedTo(world.network))
        .orElseThrow();
  }
}
