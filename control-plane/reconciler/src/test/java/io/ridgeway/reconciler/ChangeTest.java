package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.StepState;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What was ordered changes while the network runs. */
class ChangeTest {
  private static final UnaryOperator<NetworkSpec> MORE =
      spec -> spec.with(Map.of("validator", 7, "rpc", 1));

  private static final String[] AFTER = {
    "rpc-1",
    "validator-1",
    "validator-2",
    "validator-3",
    "validator-4",
    "validator-5",
    "validator-6",
    "validator-7"
  };

  @Test
  void nodesAreAddedAndThoseThatRunAreLeftAlone() {
    // Given
    World world = new World().created();

    // When
    world.change(MORE);
    world.converge(world.reconciler());

    // Then
    assertChanged(world);
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.CHANGE);
    assertThat(world.network().spec().nodes()).containsEntry("validator", 7);
  }

  @Test
  void nodesAreTakenAwayWithAllThatTheyHad() {
    // Given
    World world = new World().created();
    world.change(MORE);
    Reconciler reconciler = world.reconciler();
    world.converge(reconciler);

    // When
    world.change(spec -> spec.with(Map.of("validator", 4)));
    world.converge(reconciler);

    // Then
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(workloads(world))
        .extracting(w -> w.name().value())
        .containsExactlyInAnyOrder("validator-1", "validator-2", "validator-3", "validator-4");
    assertThat(world.network().made().placement().orElseThrow().nodes()).hasSize(4);
    assertThat(world.network().made().addresses().orElseThrow().all())
        .allMatch(a -> world.network().made().holds(a.node()));

    // When
    world.change(spec -> spec.with(Map.of("validator", 4, "rpc", 1)));
    world.converge(reconciler);
    // Then
    assertThat(workloads(world))
        .extracting(w -> w.name().value())
        .as("nobody has a name that somebody had")
        .contains("rpc-2")
        .doesNotContain("rpc-1");
  }

  @Test
  void whatMovesNobodyIsOverAsSoonAsTheLedgerHeardOfIt() {
    // Given
    World world = new World().created();
    int before = world.ledger.joins;

    // When
    world.change(
        spec ->
            spec.becoming(
                spec.framework(), spec.nodes(), spec.parameters(), spec.cityNodes(), 20, 20));
    world.converge(world.reconciler());

    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(world.network().spec().tps()).isEqualTo(20);
    assertThat(world.ledger.joins).isGreaterThan(before);
    assertThat(world.deployments())
        .flatExtracting(d -> d.workloads())
        .allMatch(w -> w.resources().storageGib() == 20);
  }

  @Test
  void aChangeConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(ChangeTest::begun).byDeath(ChangeTest::assertChanged)).isNotEmpty();
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointOfAChangeConverges() {
    assertThat(new Disturbed(ChangeTest::begun).byDeletion()).isGreaterThan(20);
  }

  @Test
  void whatCannotBecomeIsRefusedAndNothingIsChanged() {
    // Given
    World world = new World();
    refused(world, ProblemType.CONFLICT, "under way", MORE);
    world.created();

    // Then
    refused(world, ProblemType.INVALID_SPEC, "what the network is already", spec -> spec);
    refused(
        world,
        ProblemType.INVALID_SPEC,
        "can't become one of 2",
        spec -> with(spec, new Framework("sample-ledger", "2"), 10, List.of()));
    refused(
        world,
        ProblemType.INVALID_SPEC,
        "It is sample-ledger for as long",
        spec -> with(spec, new Framework("other", "1"), 10, List.of()));
    refused(
        world,
        ProblemType.INVALID_SPEC,
        "never shrinks",
        spec -> with(spec, spec.framework(), 9, List.of()));
    refused(
        world,
        ProblemType.INVALID_SPEC,
        "The network has nodes at north",
        spec -> with(spec, spec.framework(), 10, List.of(World.NORTH)));
    world.draining.close(World.NORTH);
    world.draining.close(World.SOUTH);
    refused(world, ProblemType.INSUFFICIENT_CAPACITY, "takes no new nodes", MORE);
    assertThat(world.network().made().changes()).isEmpty();
    assertThat(world.operations()).hasSize(1);
  }

  private static NetworkSpec with(
      NetworkSpec spec, Framework framework, int gib, List<CityNodeId> without) {
    return spec.becoming(
        framework,
        spec.nodes(),
        spec.parameters(),
        spec.cityNodes().stream().filter(at -> !without.contains(at)).toList(),
        spec.tps(),
        gib);
  }

  private static void refused(
      World world, ProblemType type, String says, UnaryOperator<NetworkSpec> change) {
    assertThatThrownBy(() -> world.change(change))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(type);
              assertThat(refusal.detail()).contains(says);
            });
  }

  private static World begun() {
    World world = new World().created();
    world.change(MORE);
    return world;
  }

  /** Everything is there, once. */
  private static void assertChanged(World world) {
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    Operation operation = world.operation();
    assertThat(operation.state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(operation.steps()).allMatch(s -> s.state() == StepState.DONE);
    assertThat(workloads(world)).extracting(w -> w.name().value()).containsExactlyInAnyOrder(AFTER);
    assertThat(workloads(world)).allMatch(w -> w.phase() == Phase.RUNNING);
    assertThat(world.network().made().placement().orElseThrow().nodes().keySet())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(AFTER);
    assertThat(world.store.asSystem(() -> world.store.custody.living(world.network)))
        .extracting(ManagedKey::name)
        .contains(AFTER)
        .doesNotHaveDuplicates();
  }

  private static List<ObservedWorkload> workloads(World world) {
    return world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).workloads().stream())
        .toList();
  }
}
