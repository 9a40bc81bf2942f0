package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState.Provisioning;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Suspended;
import io.ridgeway.model.network.NetworkState.Unknown;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A network stands still with all that it has, and comes back. */
class SuspendTest {
  @Test
  void whatStandsStillRunsNothingAndKeepsEverything() {
    // Given
    World world = new World().created();
    Made before = world.network().made();
    // When
    world.suspend();
    // Then calls are refused before a pass has come by
    assertThat(world.network().state()).isEqualTo(new Suspended());
    // When
    world.converge(world.reconciler());
    // Then
    assertStandsStill(world);
    assertThat(world.network().made().keeping(node -> true).since(World.BEGIN))
        .isEqualTo(before.since(World.BEGIN));
    assertThat(world.network().nodes()).extracting(NodeStatus::phase).containsOnly("STOPPED");
    assertThat(world.network().conditions())
        .extracting(Condition::status)
        .doesNotContain(Status.FALSE);
    assertThat(world.condition(Type.PROGRESSING).reason()).isEqualTo("Suspended");
  }

  @Test
  void itIsReadyAgainOnlyByProgress() {
    // Given
    World world = standing();
    Reconciler reconciler = world.reconciler();
    world.ledger.halted = true;
    // When
    world.resume();
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(workloads(world)).allMatch(w -> w.phase() == Phase.RUNNING);
    assertThat(world.network().state()).isEqualTo(new Provisioning());
    assertThat(world.operation().finishedAt()).isEmpty();
    // When
    world.ledger.halted = false;
    world.converge(reconciler);
    // Then
    assertIsBack(world);
    assertThat(world.operation().steps())
        .extracting(Operation.Step::name)
        .containsExactly("apply", "start", "join");
  }

  @Test
  void itStandsStillWhereverTheProcessDies() {
    assertThat(new Disturbed(SuspendTest::suspending).byDeath(SuspendTest::assertStandsStill))
        .contains("before " + FaultPort.APPLY);
  }

  @Test
  void itComesBackWhereverTheProcessDies() {
    assertThat(new Disturbed(SuspendTest::resuming).byDeath(SuspendTest::assertIsBack))
        .contains("before " + FaultPort.APPLY);
  }

  @Test
  void itComesBackWithRenewedCertificatesWhereverTheProcessDies() {
    assertThat(new Disturbed(SuspendTest::outlived).byDeath(SuspendTest::assertIsRenewed))
        .contains("before " + FaultPort.RENEW_CERTIFICATE);
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointConverges() {
    assertThat(new Disturbed(SuspendTest::suspending).byDeletion()).isPositive();
    assertThat(new Disturbed(SuspendTest::resuming).byDeletion()).isPositive();
  }

  @Test
  void whatStandsStillIsDeleted() {
    // Given
    World world = standing();
    // When
    world.delete();
    world.converge(world.reconciler());
    // Then
    Checks.of(world).isGone();
  }

  @Test
  void whatIsStartedBehindItsBackIsStoppedAgain() {
    // Given
    World world = new World().created();
    Deployment running = world.provider.applied.get(World.NORTH);
    world.suspend();
    world.converge(world.reconciler());
    // When
    world
        .cities
        .get(0)
        .open()
        .apply(running, new Fence(world.network().fence()), key -> new byte[32]);
    world.run(world.reconciler(), Duration.ofMinutes(2));
    // Then
    assertStandsStill(world);
  }

  @Test
  void aCityNodeThatIsNotHeardIsWaitedForAndTheSuspensionCanBeTakenBack() {
    // Given
    World world = new World().created();
    Reconciler reconciler = world.reconciler();
    world.provider.cut.add(World.SOUTH);
    // When
    world.suspend();
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    Operation suspension = world.operation();
    assertThat(suspension.finishedAt()).isEmpty();
    assertThat(suspension.message()).contains("south");
    assertThat(world.condition(Type.REACHABLE).status()).isEqualTo(Status.FALSE);
    // When
    world.resume();
    world.provider.cut.clear();
    world.converge(reconciler);
    // Then
    assertIsBack(world);
    assertThat(world.operations())
        .filteredOn(o -> o.id().equals(suspension.id()))
        .extracting(Operation::state)
        .containsExactly(Operation.State.SUPERSEDED);
  }

  @Test
  void aCityNodeThatIsLostMeanwhileHoldsItUpForMinutesAndIsThenReplaced() {
    // Given
    World world =
        new World(Stream.of("east", "north", "south", "west").map(CityNodeId::new).toList())
            .created();
    Reconciler reconciler = world.reconciler();
    world.suspend();
    world.converge(reconciler);
    CityNodeId lost = world.network().made().placement().orElseThrow().cityNodes().get(3);
    world.provider.cut.add(lost);
    world.ledger.silent.add(lost);
    world.draining.close(lost);
    // When
    world.resume();
    world.run(reconciler, Return.WAITED.minusMinutes(1));
    // Then
    assertThat(world.operation().finishedAt()).isEmpty();
    assertThat(world.operation().message()).contains(lost.value());
    // When
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().suspension()).isEmpty();
    assertThat(world.network().state()).isInstanceOf(Unknown.class);
    // When
    world.replace(
        world.network().nodes().stream()
            .filter(n -> n.cityNode().equals(lost))
            .map(n -> n.name().value())
            .toArray(String[]::new));
    world.run(reconciler, Duration.ofMinutes(3));
    world.provider.cut.clear();
    world.ledger.silent.clear();
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.REPLACE);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void noNodeHoursCountWhileItStandsStillAndStorageDoes() {
    // Given
    World world = new World().created();
    Reconciler reconciler = world.reconciler();
    // When
    world.suspend();
    Instant from = world.clock.instant();
    world.converge(reconciler);
    world.run(reconciler, Duration.ofHours(3));
    world.resume();
    world.converge(reconciler);
    Instant to = world.clock.instant();
    world.run(reconciler, Duration.ofMinutes(5));
    // Then
    assertThat(usage(world, Meter.NODE_HOURS))
        .noneMatch(r -> r.from().isBefore(to) && r.to().isAfter(from))
        .anyMatch(r -> !r.from().isBefore(to));
    List<UsageRecord> stored = usage(world, Meter.STORAGE_GIB_MONTHS);
    assertThat(stored.stream().mapToLong(r -> Duration.between(r.from(), r.to()).toMillis()).sum())
        .as("without a gap, and nothing twice")
        .isEqualTo(
            Duration.between(
                    world.network().readyAt().orElseThrow(),
                    stored.stream().map(UsageRecord::to).max(Instant::compareTo).orElseThrow())
                .toMillis());
  }

  private static World suspending() {
    World world = new World().created();
    world.suspend();
    return world;
  }

  static World standing() {
    World world = suspending();
    world.converge(world.reconciler());
    return world;
  }

  private static World resuming() {
    World world = standing();
    world.clock.advance(Duration.ofHours(1));
    world.resume();
    return world;
  }

  /** It comes back after its certificates have ended. */
  private static World outlived() {
    World world = World.ofChannel().created();
    world.suspend();
    world.converge(world.reconciler());
    world.clock.advance(FakeIdentities.LIFETIME.plusDays(1));
    world.run(world.reconciler(), Duration.ofMinutes(1));
    assertThat(world.condition(Type.CERTIFICATES_VALID).status()).isEqualTo(Status.TRUE);
    assertThat(world.certificates()).allMatch(c -> c.generation() == 1);
    world.resume();
    return world;
  }

  private static void assertIsRenewed(World world) {
    assertIsBack(world);
    assertThat(world.certificates())
        .filteredOn(c -> !c.isRoot())
        .allMatch(c -> c.generation() == 2 && c.holdsAt(world.clock.instant()));
    assertThat(world.network().made().told()).as("the ledger was told").isPresent();
    assertThat(world.condition(Type.CERTIFICATES_VALID).reason()).isEqualTo("Valid");
  }

  private static void assertStandsStill(World world) {
    assertThat(world.network().state()).isEqualTo(new Suspended());
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.SUSPEND);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(workloads(world)).hasSize(5).allMatch(w -> w.phase() == Phase.STOPPED);
  }

  static void assertIsBack(World world) {
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(world.network().suspension()).isEmpty();
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.RESUME);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(workloads(world)).hasSize(5).allMatch(w -> w.phase() == Phase.RUNNING);
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.TRUE);
  }

  static List<ObservedWorkload> workloads(World world) {
    return world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).workloads().stream())
        .toList();
  }

  private static List<UsageRecord> usage(World world, Meter meter) {
    return world
        .store
        .asSystem(() -> world.store.usage.of(world.network, Instant.EPOCH, Instant.MAX))
        .stream()
        .filter(r -> r.meter() == meter)
        .toList();
  }
}
