package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.conformance.FakeCityNode;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.Placement;
import io.ridgeway.reconciler.Faults.Death;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contracts that guests bring: services of the guest's own, which its host's nodes call. */
class GuestContractTest {
  private final Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));

  /** A guest that may run a contract of its own, ready on its host. */
  private record Stay(World world, NetworkId guest) {
    static Stay begun() {
      World world = World.ofChannel().created().ofTenantsCode();
      Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));
      world.desks.hosting().set(operator, world.network, new Hosting(2, true));
      NetworkId guest = world.orders.guest("guest", Map.of(), 1);
      world.converge(world.reconciler(), guest);
      return new Stay(world, guest);
    }

    /** With its first version running. */
    Stay with(String version) {
      world.bring(guest, version);
      world.converge(world.reconciler(), guest);
      return this;
    }

    List<String> services() {
      return services(guest);
    }

    List<String> services(NetworkId network) {
      return world.cities.stream()
          .flatMap(city -> city.open().observe(network).workloads().stream())
          .map(ObservedWorkload::name)
          .map(NodeName::value)
          .filter(name -> name.startsWith("contract"))
          .sorted()
          .toList();
    }

    Operation operation() {
      return world.store.asSystem(() -> world.store.operations.of(guest)).get(0);
    }
  }

  @Test
  void itsServicesAreItsOwnAndCalledByItsHostsNodes() {
    // Given
    Stay stay = Stay.begun();
    Set<NodeName> hosts = Set.copyOf(names(stay.world.network().made().placement()));

    // When
    stay.with("1.0");

    // Then
    assertThat(stay.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(stay.operation().steps())
        .extracting(Operation.Step::name)
        .containsExactly(
            "host",
            "place",
            "reserve-addresses",
            "issue-identities",
            "genesis",
            "apply",
            "start",
            "join",
            "retire");
    assertThat(stay.world.network(stay.guest).state()).isEqualTo(new Ready());
    assertThat(stay.services()).containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(stay.services(stay.world.network)).isEmpty();
    assertThat(stay.world.channel.running)
        .containsEntry(stay.guest, "[book 1.0] by [contract-alpha-1, contract-beta-1]");
    assertThat(
            stay.world.deployments().stream()
                .filter(d -> d.network().equals(stay.guest))
                .flatMap(d -> d.workloads().stream()))
        .hasSize(2)
        .allMatch(w -> w.code().isPresent())
        .extracting(Workload::calledFrom)
        .containsOnly(Optional.of(stay.world.network));
    assertThat(stay.world.network(stay.guest).nodes())
        .extracting(n -> n.name().value())
        .containsExactly("contract-alpha-1", "contract-beta-1");
    // Then its host is as it was
    assertThat(names(stay.world.network().made().placement()))
        .containsExactlyInAnyOrderElementsOf(hosts);
    Checks.of(stay.world).stands();
  }

  @Test
  void theNextVersionTakesThePlaceOfTheOneBefore() {
    // Given
    Stay stay = Stay.begun().with("1.0");

    // When
    stay.with("1.1");

    // Then
    assertUpgraded(stay);
    assertThat(names(stay.world.network(stay.guest).made().placement()))
        .extracting(NodeName::value)
        .containsExactly("contract-alpha-2", "contract-beta-2");
    // Then it has no more than it was ordered with
    assertThatThrownBy(() -> bringOther(stay)).hasMessageContaining("ordered with 1 contracts");
  }

  @Test
  void whatIsTakenOffRunsNowhereAndMakesRoomForAnother() {
    // Given
    Stay stay = Stay.begun().with("1.0");

    // When
    stay.world
        .desks
        .contracts()
        .remove(stay.world.admin, stay.world.network(stay.guest).tenant(), stay.guest, "book");
    stay.world.converge(stay.world.reconciler(), stay.guest);

    // Then
    assertThat(stay.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(stay.world.network(stay.guest).state()).isEqualTo(new Ready());
    assertThat(stay.services()).isEmpty();
    assertThat(names(stay.world.network(stay.guest).made().placement())).isEmpty();
    assertThat(stay.world.channel.running).containsEntry(stay.guest, "[] by []");

    // When
    bringOther(stay);
    stay.world.converge(stay.world.reconciler(), stay.guest);

    // Then
    assertThat(stay.services()).containsExactly("contract-alpha-2", "contract-beta-2");
  }

  @Test
  void anUpgradeConvergesWhereverTheProcessDies() {
    // Given
    Faults all = Faults.none();
    Stay undisturbed = Stay.begun().with("1.0");
    undisturbed.world.bring(undisturbed.guest, "1.1");
    undisturbed.world.converge(undisturbed.world.reconciler(all), undisturbed.guest);
    assertUpgraded(undisturbed);
    assertThat(all.passed)
        .contains(
            "after " + FaultPort.RESERVE,
            "after " + FaultPort.ENSURE_KEY,
            "after " + FaultPort.APPLY,
            "after " + FaultPort.JOIN);

    for (int point = 0; point < all.passed.size(); point++) {
      // When
      Stay stay = Stay.begun().with("1.0");
      stay.world.bring(stay.guest, "1.1");
      dies(stay, point);
      stay.world.converge(stay.world.reconciler(), stay.guest);
      // Then
      assertUpgraded(stay);
    }
  }

  @Test
  void nothingOfItIsLeftWithItsGuestWhereverTheProcessDies() {
    // Given
    Faults all = Faults.none();
    Stay undisturbed = Stay.begun().with("1.0");
    undisturbed.world.delete(undisturbed.guest);
    undisturbed.world.converge(undisturbed.world.reconciler(all), undisturbed.guest);
    assertGone(undisturbed);
    assertThat(all.passed).contains("after " + FaultPort.LEAVE, "after " + FaultPort.REMOVE);

    for (int point = 0; point < all.passed.size(); point++) {
      // When
      Stay stay = Stay.begun().with("1.0");
      stay.world.delete(stay.guest);
      dies(stay, point);
      stay.world.converge(stay.world.reconciler(), stay.guest);
      // Then
      assertGone(stay);
    }
  }

  @Test
  void whatItRunsIsStoppedWhileItIsSuspended() {
    // Given
    Stay stay = Stay.begun().with("1.0");

    // When
    stay.world.suspend(stay.guest);
    stay.world.converge(stay.world.reconciler(), stay.guest);

    // Then
    assertThat(phases(stay)).containsOnly(Phase.STOPPED);
    assertThat(stay.world.network(stay.guest).suspension()).isPresent();

    // When
    stay.world.resume(stay.guest);
    stay.world.converge(stay.world.reconciler(), stay.guest);

    // Then
    assertThat(phases(stay)).containsOnly(Phase.RUNNING);
    assertThat(stay.world.network(stay.guest).state()).isEqualTo(new Ready());
  }

  @Test
  void aServiceThatIsGoneComesBack() {
    // Given
    Stay stay = Stay.begun().with("1.0");

    // When
    NodeName lost = new NodeName("contract-beta-1");
    stay.world.cities.stream()
        .filter(city -> runs(city, stay.guest, lost))
        .forEach(city -> city.kill(stay.guest, lost));
    for (int i = 0; i < 10; i++) {
      stay.world.reconciler().reconcile(stay.guest);
      stay.world.clock.advance(Duration.ofSeconds(10));
    }

    // Then
    assertThat(stay.services()).containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(stay.world.network(stay.guest).state()).isEqualTo(new Ready());
  }

  @Test
  void aHostMayTakeNoContracts() {
    // Given
    Stay stay = Stay.begun().with("1.0");

    // When
    stay.world
        .desks
        .hosting()
        .set(operator, stay.world.network, new Hosting(2, true).takingContracts(false));

    // Then
    assertThatThrownBy(() -> stay.world.bring(stay.guest, "1.1"))
        .hasMessageContaining("takes no contracts of guests");
    NetworkId next = stay.world.orders.guest("next", Map.of(), 1);
    stay.world.reconciler().reconcile(next);
    assertThat(stay.world.store.asSystem(() -> stay.world.store.operations.of(next)).get(0))
        .extracting(Operation::message)
        .asString()
        .contains("take no contracts of theirs");
    // Then what runs stays, and who wants none is taken
    assertThat(stay.services()).hasSize(2);
    NetworkId plain = stay.world.orders.guest("plain", Map.of());
    stay.world.converge(stay.world.reconciler(), plain);
    assertThat(stay.world.network(plain).state()).isEqualTo(new Ready());
  }

  @Test
  void twoGuestsRunTheSameNameEachByItsOwnServices() {
    // Given
    Stay one = Stay.begun().with("1.0");
    NetworkId other = one.world.orders.guest("other", Map.of(), 1);
    one.world.converge(one.world.reconciler(), other);

    // When
    one.world.bring(other, "7");
    one.world.converge(one.world.reconciler(), other);

    // Then
    assertThat(one.services()).containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(one.services(other)).containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(one.world.channel.running.get(one.guest)).startsWith("[book 1.0]");
    assertThat(one.world.channel.running.get(other)).startsWith("[book 7]");
  }

  private static boolean runs(FakeCityNode city, NetworkId network, NodeName node) {
    return city.open().observe(network).workloads().stream().anyMatch(w -> w.name().equals(node));
  }

  private static void dies(Stay stay, int point) {
    boolean died = false;
    try {
      stay.world.converge(stay.world.reconciler(Faults.deathAt(point)), stay.guest);
    } catch (Death death) {
      died = true;
    }
    assertThat(died).as("point " + point + " was reached").isTrue();
  }

  private static void assertUpgraded(Stay stay) {
    assertThat(stay.services()).containsExactly("contract-alpha-2", "contract-beta-2");
    assertThat(stay.world.channel.running)
        .containsEntry(stay.guest, "[book 1.1] by [contract-alpha-2, contract-beta-2]");
    assertThat(stay.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(stay.world.network(stay.guest).made().roster().moves()).isFalse();
  }

  private static void assertGone(Stay stay) {
    assertThat(stay.world.network(stay.guest).state()).isEqualTo(new Deleted());
    assertThat(stay.services()).isEmpty();
    assertThat(stay.world.cities).allMatch(city -> city.traces(stay.guest).isEmpty());
    assertThat(stay.world.pack.hosting.left).containsExactly(stay.guest.value());
  }

  private static List<Phase> phases(Stay stay) {
    return stay.world.cities.stream()
        .flatMap(city -> city.open().observe(stay.guest).workloads().stream())
        .map(ObservedWorkload::phase)
        .toList();
  }

  private static void bringOther(Stay stay) {
    stay.world.bring(stay.guest, "ledger", "1.0");
  }

  private static Set<NodeName> names(Optional<Placement> placement) {
    return placement.orElseThrow().nodes().keySet();
  }
}
