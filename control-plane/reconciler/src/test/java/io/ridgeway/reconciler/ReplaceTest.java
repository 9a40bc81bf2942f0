package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.UserId;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState.Changing;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Unknown;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.StepState;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nodes are replaced by others: moved, or given up for lost. */
class ReplaceTest {
  private static final String[] AFTER = {
    "rpc-1", "validator-1", "validator-2", "validator-3", "validator-5"
  };

  @Test
  void aNodeIsReplacedByOneWithAnotherNameAndKeyAndThenRemoved() {
    // Given
    World world = new World().created();

    // When
    world.replace("validator-4");
    Next next = world.converge(world.reconciler());

    // Then
    assertThat(next).isInstanceOf(Next.Again.class);
    assertReplaced(world);
    assertThat(world.network().nodes())
        .extracting(NodeStatus::name)
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(AFTER);
    Operation operation = world.operation();
    assertThat(operation.kind()).isEqualTo(Operation.Kind.REPLACE);
    assertThat(operation.steps())
        .extracting(Operation.Step::name)
        .containsExactly(
            "place", "reserve-addresses", "issue-identities", "apply", "start", "join", "retire");
  }

  @Test
  void whileTheOtherComesTheNetworkIsChangingAndNobodyElseIsRestarted() {
    // Given
    World world = new World().created();
    Reconciler reconciler = world.reconciler();
    world.replace("validator-4");

    // When
    boolean seen = false;
    for (int i = 0; i < 100 && !world.network().made().roster().stems().isEmpty(); i++) {
      world.clock.advance(Duration.ofMillis(500));
      reconciler.reconcile(world.network);
      if (!world.network().made().roster().moves()) {
        break;
      }
      seen = true;
      assertThat(world.network().state()).isInstanceOf(Changing.class);
      assertThat(workloads(world))
          .filteredOn(w -> !w.name().value().equals("validator-5"))
          .allMatch(w -> w.phase() == Phase.RUNNING && w.restarts() == 0);
    }

    // Then
    assertThat(seen).isTrue();
  }

  @Test
  void whoComesBelongsOnceItHasTheLedger() {
    // Given
    World world = new World().created();
    Reconciler reconciler = world.reconciler();
    world.ledger.behind = "rpc-2";
    world.replace("rpc-1");

    // When
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(world.operation().message()).contains("rpc-2 fetches the ledger, block 0 of ");
    assertThat(workloads(world)).extracting(w -> w.name().value()).contains("rpc-1", "rpc-2");

    // When
    world.ledger.behind = "";
    world.converge(reconciler);
    // Then
    assertThat(workloads(world))
        .extracting(w -> w.name().value())
        .contains("rpc-2")
        .doesNotContain("rpc-1");
  }

  @Test
  void aReplacementConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(ReplaceTest::begun).byDeath(ReplaceTest::assertReplaced))
        .contains(
            "before " + FaultPort.RESERVE,
            "before " + FaultPort.ENSURE_KEY,
            "before " + FaultPort.APPLY,
            "after " + FaultPort.JOIN);
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointOfAReplacementConverges() {
    assertThat(new Disturbed(ReplaceTest::begun).byDeletion()).isGreaterThan(20);
  }

  @Test
  void aCityNodeThatTakesNoNodesIsEmptied() {
    // Given
    World world = new World().created();
    world.draining.close(World.NORTH);
    String[] there =
        world.network().nodes().stream()
            .filter(n -> n.cityNode().equals(World.NORTH))
            .map(n -> n.name().value())
            .toArray(String[]::new);
    assertThat(there).hasSizeGreaterThan(1);

    // When
    world.replace(there);
    world.converge(world.reconciler());

    // Then
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(world.network().nodes())
        .hasSize(5)
        .allMatch(n -> n.cityNode().equals(World.SOUTH) && n.phase().equals("RUNNING"));
    assertThat(world.cities.get(0).traces(world.network)).isEmpty();
    assertThat(world.network().made().addresses().orElseThrow().all())
        .allMatch(a -> world.network().made().holds(a.node()));
  }

  @Test
  void aNodeAtALostCityNodeIsReplacedAndRemovedOnceThatIsHeardAgain() {
    // Given
    List<CityNodeId> four =
        Stream.of("east", "north", "south", "west").map(CityNodeId::new).toList();
    CityNodeId lost = four.get(3);
    World world = new World(four).created();
    String node =
        world.network().nodes().stream()
            .filter(n -> n.cityNode().equals(lost) && n.role().equals("validator"))
            .map(n -> n.name().value())
            .findFirst()
            .orElseThrow();
    world.provider.cut.add(lost);
    world.ledger.silent.add(lost);
    world.draining.close(lost);
    Reconciler reconciler = world.reconciler();

    // When
    world.replace(node);
    world.run(reconciler, Duration.ofMinutes(5));

    // Then
    assertThat(world.network().made().roster().moves()).isFalse();
    assertThat(world.network().state()).isInstanceOf(Unknown.class);
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.TRUE);
    assertThat(world.operation().message()).contains("Waits to see that " + node + " stopped");

    // When
    world.provider.cut.clear();
    world.ledger.silent.clear();
    world.converge(reconciler);

    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(workloads(world)).extracting(w -> w.name().value()).doesNotContain(node);
    assertThat(world.cities.get(3).traces(world.network)).isEmpty();
  }

  @Test
  void drainingMovesWhatCanBeMovedAndSaysWhyTheRestStays() {
    // Given
    World world = new World().created();

    // When
    CityNodeDesk.Moved drained = drain(world, World.NORTH);
    // Then
    assertThat(drained.staying())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.operation()).contains(world.operation().id());
              assertThat(s.why()).isEmpty();
            });
    assertThat(drain(world, World.NORTH).staying())
        .as("asked again, the same")
        .isEqualTo(drained.staying());

    // When
    world.converge(world.reconciler());
    // Then
    assertThat(drain(world, World.NORTH).staying()).isEmpty();
    assertThat(drain(world, World.SOUTH).staying())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.operation()).isEmpty();
              assertThat(s.why()).contains("takes no new nodes");
            });
  }

  @Test
  void nodesThatReachEachOtherAtOnePlaceOnlyAreReplacedThereOrNotAtAll() {
    // Given
    World world = new World();
    world.draining.close(World.NORTH);
    world.created();
    world.draining.open(World.NORTH);
    world.pack.together = true;

    // When
    world.replace("validator-4");
    world.converge(world.reconciler());
    // Then
    assertThat(world.network().nodes()).allMatch(n -> n.cityNode().equals(World.SOUTH));

    // When
    world.draining.close(World.SOUTH);
    // Then
    refused(
        world,
        ProblemType.INVALID_SPEC,
        "City node north can't take nodes of this network: they reach each other within south",
        "validator-1");
  }

  @Test
  void whatCannotBeReplacedIsRefusedAndNothingIsChanged() {
    // Given
    World world = new World();
    refused(world, ProblemType.CONFLICT, "under way", "validator-1");
    world.created();

    // Then
    refused(world, ProblemType.INVALID, "has no node validator-9", "validator-9");
    refused(world, ProblemType.INVALID, "Name one node");
    world.draining.close(World.NORTH);
    world.draining.close(World.SOUTH);
    refused(world, ProblemType.INVALID_SPEC, "takes no new nodes", "validator-1");
    assertThat(world.network().made().changes()).isEmpty();
    assertThat(world.operations()).hasSize(1);
  }

  private static void refused(World world, ProblemType type, String says, String... nodes) {
    assertThatThrownBy(() -> world.replace(nodes))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(type);
              assertThat(refusal.detail()).contains(says);
            });
  }

  /** Has a city node emptied, as its operator. */
  private static CityNodeDesk.Moved drain(World world, CityNodeId cityNode) {
    Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));
    return world.desks.drains(world.provider, world.adapters()).drain(operator, cityNode);
  }

  private static World begun() {
    World world = new World().created();
    world.replace("validator-4");
    return world;
  }

  /** Everything is there, once, and nothing of validator-4. */
  private static void assertReplaced(World world) {
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
        .contains("validator-5")
        .doesNotHaveDuplicates();
  }

  private static List<ObservedWorkload> workloads(World world) {
    return world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).workloads().stream())
        .toList();
  }
}
