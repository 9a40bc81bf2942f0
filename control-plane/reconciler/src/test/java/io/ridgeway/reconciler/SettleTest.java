package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A ledger is brought to something that its nodes must be started again for. */
class SettleTest {

  @Test
  void nodesAreStartedAgainOnceAndOneAfterAnother() {
    // Given
    World world = begun();
    String genesis = world.network().made().birth().orElseThrow().get("genesis");
    Map<NodeName, Instant> before = starts(world);
    Reconciler reconciler = world.reconciler();

    // When
    Set<Integer> startedAtOnce = new HashSet<>();
    while (world.operation().state() == Operation.State.RUNNING) {
      reconciler.reconcile(world.network);
      startedAtOnce.add(
          (int)
              workloads(world).stream()
                  .filter(w -> w.name().value().startsWith("validator"))
                  .filter(w -> w.phase() != Phase.RUNNING)
                  .count());
      world.clock.advance(Duration.ofSeconds(1));
    }

    // Then
    assertSettled(world);
    assertThat(startedAtOnce).as("voters away at once").isSubsetOf(0, 1);
    assertThat(starts(world)).allSatisfy((node, at) -> assertThat(at).isAfter(before.get(node)));
    assertThat(world.network().made().birth().orElseThrow()).containsEntry("genesis", genesis);
    Map<NodeName, Instant> then = starts(world);

    // When
    world.run(reconciler, Duration.ofMinutes(5));

    // Then
    assertThat(starts(world)).as("nobody is started once more").isEqualTo(then);
  }

  @Test
  void itConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(SettleTest::begun).byDeath(SettleTest::assertSettled)).isNotEmpty();
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointConverges() {
    assertThat(new Disturbed(SettleTest::begun).byDeletion()).isGreaterThan(20);
  }

  private static World begun() {
    World world = new World().created();
    world.change(SettleTest::later);
    return world;
  }

  private static NetworkSpec later(NetworkSpec spec) {
    Map<String, String> parameters = new HashMap<>(spec.parameters());
    parameters.put(FakePack.ERA, "late");
    return spec.becoming(
        spec.framework(),
        spec.nodes(),
        parameters,
        spec.cityNodes(),
        spec.tps(),
        spec.storageGib());
  }

  private static void assertSettled(World world) {
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().made().birth().orElseThrow()).containsEntry(FakePack.ERA, "late");
    assertThat(world.deployments())
        .flatExtracting(d -> d.workloads())
        .allMatch(w -> w.environment().get("ERA").equals("late"));
    assertThat(workloads(world)).allMatch(w -> w.phase() == Phase.RUNNING);
  }

  private static List<ObservedWorkload> workloads(World world) {
    return world.cities.stream()
        .flatMap(city -> city.open().observe(world.network).workloads().stream())
        .toList();
  }

  private static Map<NodeName, Instant> starts(World world) {
    Map<NodeName, Instant> starts = new HashMap<>();
    workloads(world).forEach(w -> starts.put(w.name(), w.since()));
    return starts;
  }
}
