package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.host.HostingDesk.Guests;
import io.ridgeway.engine.host.Waiting;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A host's nodes are rid of what deleted guests left, in a window. */
class ClearTest {
  static final Actor OPERATOR = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));

  @Test
  void oneNodeAfterTheOtherIsStoppedClearedAndStarted() {
    // Given
    World world = waiting(2);
    Guests before = hosting(world);
    world.meanwhile = () -> assertThat(away(world)).as("one at a time").isLessThanOrEqualTo(1);
    // When
    world.desks.windows().open(OPERATOR, world.network);
    world.converge(world.reconciler());
    // Then
    assertIsCleared(world);
    assertThat(before.waiting()).hasSize(2).allMatch(w -> w.since().isAfter(World.BEGIN));
    assertThat(before.window().interruption()).contains("One of four is away.");
    for (NodeName node : validators()) {
      assertThat(lines(world, node))
          .as("each once")
          .containsExactlyElementsOf(
              before.waiting().stream().map(w -> w.guest().id().value()).sorted().toList());
    }
    assertThat(world.operation().steps())
        .extracting(Operation.Step::name)
        .containsExactly("clear", "apply", "start", "join");
    assertThat(hosting(world).window().operations()).containsExactly(world.operation());
  }

  @Test
  void whatWaitsIsListedWithItsSize() {
    // Given
    World world = waiting(0);
    NetworkId guest = guest(world, "guest");
    world
        .cities
        .get(0)
        .keep(
            world.network,
            new VolumePath(new NodeName("validator-1"), "data", "chains/" + guest + "/0"),
            new byte[1500]);
    // When
    world.delete(guest);
    world.converge(world.reconciler(), guest);
    // Then
    assertThat(hosting(world).waiting())
        .singleElement()
        .satisfies(
            waiting -> {
              assertThat(waiting.guest().id()).isEqualTo(guest);
              assertThat(waiting.bytes()).hasValue(1500);
            });
    assertThat(hosting(world).taken()).isOne();
  }

  @Test
  void aDeletionThatMeasuredBeforeGoesOnWithThat() {
    // Given one that was broken off, and whose host wrote on
    World world = waiting(0);
    NetworkId guest = guest(world, "guest");
    world
        .cities
        .get(0)
        .keep(
            world.network,
            new VolumePath(new NodeName("validator-1"), "data", "chains/" + guest + "/0"),
            new byte[1500]);
    world.store.runAsSystem(
        () -> {
          Network network = world.store.networks.lock(guest).orElseThrow();
          Map<String, String> born = new TreeMap<>(network.made().birth().orElseThrow());
          born.put(Waiting.REMAINS, "700");
          world.store.networks.change(network.with(network.made().born(born)));
        });
    // When
    world.delete(guest);
    world.converge(world.reconciler(), guest);
    // Then
    assertThat(hosting(world).waiting())
        .singleElement()
        .satisfies(waiting -> assertThat(waiting.bytes()).hasValue(700));
  }

  @Test
  void itIsDoneWhereverTheProcessDies() {
    assertThat(new Disturbed(ClearTest::opened).byDeath(ClearTest::assertIsCleared))
        .contains("before " + FaultPort.APPLY, "after " + FaultPort.APPLY);
  }

  @Test
  void whatWasGoneAlreadyIsNoFailure() {
    // Given
    World world = waiting(1);
    FakeClearing clearing = clearing(world);
    clearing.ending = "FAILURE";
    clearing.gone = true;
    // When
    world.desks.windows().open(OPERATOR, world.network);
    world.converge(world.reconciler());
    // Then
    assertIsCleared(world);
  }

  @Test
  void aRunThatFailsEndsItAndTheNodeRunsAgain() {
    // Given
    World world = waiting(1);
    clearing(world).ending = "FAILURE";
    // When
    world.desks.windows().open(OPERATOR, world.network);
    world.converge(world.reconciler());
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message())
        .contains("could not be removed at validator-1", "it ended with 3 after 2 attempts");
    assertThat(hosting(world).waiting()).hasSize(1);
    // Then
    assertRuns(world);
    assertThat(observations(world)).allMatch(o -> o.tasks().isEmpty());
  }

  @Test
  void whoIsToldAgainAndAgainThatItHoldsSomethingIsStoppedOnce() {
    // Given
    World world = waiting(1);
    clearing(world).stubborn = true;
    // When
    world.desks.windows().open(OPERATOR, world.network);
    world.converge(world.reconciler());
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message()).startsWith("validator-1 still holds what was removed");
    assertThat(lines(world, new NodeName("validator-2"))).isEmpty();
  }

  @Test
  void nobodyIsStoppedWhileAnotherIsAwayAndItIsGivenUpAfterAWhile() {
    // Given
    World world = waiting(1);
    world.channel.members.remove(new NodeName("validator-3"));
    world.channel.trouble = () -> new IllegalStateException("no");
    // When
    world.desks.windows().open(OPERATOR, world.network);
    Reconciler reconciler = world.reconciler();
    world.run(reconciler, Duration.ofMinutes(5));
    // Then
    assertThat(world.operation().message())
        .startsWith("Waits for validator-3, since one node at a time may be away. (waits since ");
    assertThat(away(world)).isZero();
    // When
    world.run(reconciler, Duration.ofMinutes(6));
    // Then
    assertThat(world.operations())
        .filteredOn(o -> o.kind() == Operation.Kind.WINDOW)
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.state()).isEqualTo(Operation.State.FAILED);
              assertThat(o.message())
                  .contains("Waits for validator-3", "is given up; open another window");
            });
    assertThat(hosting(world).waiting()).hasSize(1);
  }

  @Test
  void whoIsDeletedMeanwhileWaitsForTheNextOne() {
    // Given
    World world = waiting(1);
    NetworkId late = guest(world, "late");
    world.desks.windows().open(OPERATOR, world.network);
    Reconciler reconciler = world.reconciler();
    reconciler.reconcile(world.network);
    // When
    world.clock.advance(Duration.ofSeconds(1));
    world.delete(late);
    world.converge(reconciler, late);
    world.converge(reconciler);
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(hosting(world).waiting()).extracting(w -> w.guest().id()).containsExactly(late);
  }

  @Test
  void aHostIsUsedByNewGuestsAfterwards() {
    // Given
    World world = waiting(3);
    NetworkId next = world.orders.guest("next", Map.of());
    Reconciler reconciler = world.reconciler();
    reconciler.reconcile(next);
    assertThat(world.network(next).made().host()).isEmpty();
    // When
    world.desks.windows().open(OPERATOR, world.network);
    world.converge(reconciler);
    world.converge(reconciler, next);
    // Then
    assertThat(world.network(next).state()).isEqualTo(new Ready());
  }

  /** A host with so many deleted guests, and room for three. */
  static World waiting(int guests) {
    World world = World.ofChannel().created();
    world.clearing();
    world.desks.hosting().set(OPERATOR, world.network, new Hosting(3, true));
    Reconciler reconciler = world.reconciler();
    for (int i = 0; i < guests; i++) {
      NetworkId guest = guest(world, "guest-" + i);
      world.delete(guest);
      world.converge(reconciler, guest);
    }
    world.run(reconciler, Duration.ofMinutes(1));
    return world;
  }

  private static World opened() {
    World world = waiting(2);
    world.desks.windows().open(OPERATOR, world.network);
    return world;
  }

  static NetworkId guest(World world, String name) {
    NetworkId guest = world.orders.guest(name, Map.of());
    world.converge(world.reconciler(), guest);
    assertThat(world.network(guest).state()).isEqualTo(new Ready());
    return guest;
  }

  static FakeClearing clearing(World world) {
    return (FakeClearing) world.pack.hosting.clearing().orElseThrow();
  }

  static Guests hosting(World world) {
    return world.desks.hosting().show(OPERATOR, world.network);
  }

  static void assertIsCleared(World world) {
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.WINDOW);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.operation().percent()).isEqualTo(100);
    assertThat(hosting(world).waiting()).isEmpty();
    assertThat(validators()).allMatch(node -> !lines(world, node).isEmpty());
    assertRuns(world);
  }

  /** By the time that its conditions have stood for a while. */
  private static void assertRuns(World world) {
    world.run(world.reconciler(), Duration.ofMinutes(1));
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(observations(world))
        .flatExtracting(Observation::workloads)
        .hasSize(5)
        .allMatch(w -> ((ObservedWorkload) w).phase() == Phase.RUNNING);
  }

  private static List<Observation> observations(World world) {
    return world.cities.stream().map(c -> c.open().observe(world.network)).toList();
  }

  private static long away(World world) {
    return observations(world).stream()
        .flatMap(o -> o.workloads().stream())
        .filter(w -> w.phase() != Phase.RUNNING)
        .count();
  }

  private static List<NodeName> validators() {
    return List.of(
        new NodeName("validator-1"),
        new NodeName("validator-2"),
        new NodeName("validator-3"),
        new NodeName("validator-4"));
  }

  private static List<String> lines(World world, NodeName node) {
    return world.cities.stream()
        .flatMap(c -> c.lines(world.network, node, "data", FakeClearing.GONE).stream())
        .toList();
  }
}
