package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Requested;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Networks without nodes of their own, on those of another. */
class GuestTest {
  private final Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));
  private final World world = World.ofChannel();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void aGuestIsANetworkOfItsOwnOnTheNodesOfItsHost() {
    // Given
    host(2, true);
    // When
    NetworkId guest = world.orders.guest("guest", Map.of());
    world.converge(reconciler, guest);
    // Then
    Network there = world.network(guest);
    assertThat(there.state()).isEqualTo(new Ready());
    assertThat(there.made().host()).contains(world.network);
    assertThat(there.made().birth().orElseThrow().get("genesis"))
        .isEqualTo(guest + " on 5 nodes of " + world.network + ", keys [guest-admin]");
    assertThat(there.nodes()).isEmpty();
    assertThat(there.conditions())
        .extracting(Condition::type, Condition::status)
        .contains(
            tuple(Condition.Type.PROGRESSING, Condition.Status.TRUE),
            tuple(Condition.Type.NODES_READY, Condition.Status.TRUE));
    assertThat(world.cities).allMatch(city -> city.traces(guest).isEmpty());
    assertThat(operation(guest).steps())
        .extracting(Operation.Step::name)
        .containsExactly("host", "issue-identities", "genesis", "join");
    // Then its host is as it was
    Checks.of(world).stands();
  }

  @Test
  void aGuestIsToldWhomItsHostTookBackBeforeItIsReady() {
    // Given
    host(2, true);
    world.store.runInTenant(
        world.tenant,
        () -> world.authorities.accept(world.tenant, world.network, FakeIdentities.CA, "ab cd"));
    NetworkId guest = world.orders.guest("guest", Map.of());
    // When
    world.converge(reconciler, guest);
    // Then
    assertThat(world.network(guest).state()).isInstanceOf(Ready.class);
    assertThat(world.channel.lists.get(guest)).containsExactly(FakeIdentities.CA);
    assertThat(world.network(guest).made().told()).isPresent();
  }

  @Test
  void itWaitsForAHostThatHasRoom() {
    // Given
    world.created();
    NetworkId first = world.orders.guest("first", Map.of());
    NetworkId second = world.orders.guest("second", Map.of());
    // When
    reconciler.reconcile(first);
    // Then
    assertThat(world.network(first).state()).isEqualTo(new Requested());
    assertThat(operation(first).message()).contains("No network that takes guests");
    // When there is one place
    set(1, true);
    world.converge(reconciler, first);
    reconciler.reconcile(second);
    // Then
    assertThat(world.network(first).state()).isEqualTo(new Ready());
    assertThat(operation(second).message()).contains("have no room now");
    // When
    set(2, true);
    world.converge(reconciler, second);
    // Then
    assertThat(world.network(second).state()).isEqualTo(new Ready());
    assertThatThrownBy(() -> set(1, true)).hasMessageContaining("It carries 2");
  }

  @Test
  void whatIsDeletedWaitsOnTheHostForAWindow() {
    // Given
    host(1, true);
    NetworkId guest = world.orders.guest("guest", Map.of());
    world.converge(reconciler, guest);
    world.pack.hosting.missing = "validator-1 does not answer";
    // When
    world.delete(guest);
    reconciler.reconcile(guest);
    // Then
    assertThat(operation(guest).message())
        .isEqualTo("Waits for its host: validator-1 does not answer");
    // When
    world.pack.hosting.missing = "";
    world.converge(reconciler, guest);
    // Then
    assertThat(world.network(guest).state()).isEqualTo(new Deleted());
    assertThat(world.pack.hosting.left).containsExactly(guest.value());
    assertThat(world.desks.hosting().show(operator, world.network).waiting())
        .extracting(w -> w.guest().id())
        .containsExactly(guest);
    // Then it holds its place until the window
    NetworkId next = world.orders.guest("next", Map.of());
    reconciler.reconcile(next);
    assertThat(operation(next).message()).contains("have no room now");
    assertThatThrownBy(() -> world.desks.hosting().cleared(operator, world.network, List.of(next)))
        .isInstanceOf(Refusal.class);
    // When
    world.desks.hosting().cleared(operator, world.network, List.of(guest));
    world.converge(reconciler, next);
    // Then
    assertThat(world.network(next).state()).isEqualTo(new Ready());
    assertThat(world.desks.hosting().show(operator, world.network).waiting()).isEmpty();
  }

  @Test
  void aHostStaysAsLongAsItHasGuests() {
    // Given
    host(1, true);
    NetworkId guest = world.orders.guest("guest", Map.of());
    world.converge(reconciler, guest);
    // Then
    assertThatThrownBy(world::delete).hasMessageContaining("Other networks live on the nodes");
    assertThatThrownBy(() -> world.replace("validator-1")).hasMessageContaining("can't be changed");
    // When
    world.delete(guest);
    world.converge(reconciler, guest);
    set(0, false);
    world.delete();
    world.converge(reconciler);
    // Then
    assertThat(world.network().state()).isEqualTo(new Deleted());
    assertThat(world.traces()).isEmpty();
  }

  @Test
  void itsLedgerIsToldOfItsHostsRenewedCertificatesOnce() {
    // Given
    host(1, true);
    NetworkId guest = world.orders.guest("guest", Map.of());
    world.converge(reconciler, guest);
    int before = joinsBy(guest);
    assertThat(joinsBy(guest)).as("nothing to tell").isEqualTo(before);
    // When
    world.rotate();
    world.converge(reconciler);
    int hosts = world.channel.joins;
    pass(guest);
    // Then
    assertThat(world.channel.joins).isEqualTo(hosts + 1);
    assertThat(joinsBy(guest)).as("once").isEqualTo(hosts + 1);
    assertThat(world.network(guest).state()).isEqualTo(new Ready());
  }

  /** How often the driver was called by then, with two more passes over the guest. */
  private int joinsBy(NetworkId guest) {
    pass(guest);
    pass(guest);
    return world.channel.joins;
  }

  private void pass(NetworkId guest) {
    reconciler.reconcile(guest);
    world.clock.advance(Duration.ofSeconds(30));
  }

  @Test
  void aHostTakesNoMoreThanItsStorageBears() {
    // Given
    world.created();
    world.pack.hosting.room = 3;
    // Then
    assertThatThrownBy(() -> set(4, true))
        .isInstanceOfSatisfying(
            Refusal.class,
            no ->
                assertThat(no.violations())
                    .singleElement()
                    .satisfies(v -> assertThat(v.message()).contains("bears 3 guests")));
    set(3, true);
    world.pack.hosting.room = 1;
    set(2, false);
    assertThat(world.desks.hosting().show(operator, world.network).hosting().places()).isEqualTo(2);
  }

  @Test
  void nobodyLivesOnNodesThatAnotherTenantNames() {
    // Given
    world.created();
    NetworkId stranger = world.orders.guest("stranger", Map.of("host", world.network.value()));
    // When
    reconciler.reconcile(stranger);
    // Then
    assertThat(operation(stranger).message())
        .isEqualTo("You have no network " + world.network + ".");
    assertThat(world.network(stranger).made().host()).isEmpty();
  }

  @Test
  void aGuestSuffersWithItsHost() {
    // Given
    host(1, true);
    NetworkId guest = world.orders.guest("guest", Map.of());
    world.converge(reconciler, guest);
    // When
    world.channel.split = true;
    for (int i = 0; i < 20; i++) {
      reconciler.reconcile(guest);
      world.clock.advance(Duration.ofSeconds(10));
    }
    // Then
    assertThat(world.network(guest).state().name()).isEqualTo("Degraded");
  }

  private void host(int places, boolean open) {
    world.created();
    set(places, open);
  }

  private void set(int places, boolean open) {
    world.desks.hosting().set(operator, world.network, new Hosting(places, open));
  }

  private Operation operation(NetworkId id) {
    return world.store.asSystem(() -> world.store.operations.of(id)).get(0);
  }
}
