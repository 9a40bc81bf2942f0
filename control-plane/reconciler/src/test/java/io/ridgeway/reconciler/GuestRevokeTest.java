package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger of a network on others' nodes is told which certificates aren't good any more. */
class GuestRevokeTest {
  private final World world = World.ofChannel().created().ofTenantsCode();
  private NetworkId guest;

  @BeforeEach
  void aGuestThatMayRunAContract() {
    Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));
    world.desks.hosting().set(operator, world.network, new Hosting(2, true));
    guest = world.orders.guest("guest", Map.of());
    world.converge(world.reconciler(), guest);
  }

  @Test
  void itsOwnLedgerIsToldAndNothingElse() {
    // Given
    Network host = world.network();

    // When
    Operation done = revoked();

    // Then
    assertThat(done.steps())
        .extracting(Operation.Step::name)
        .containsExactly("host", "issue-identities", "genesis", "join");
    assertThat(world.network().made()).isEqualTo(host.made());
    assertThat(world.network().fence()).isEqualTo(host.fence());
  }

  @Test
  void whatRunsForItRunsOn() {
    // Given
    world.change(guest, spec -> spec.with(Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 1)));
    world.converge(world.reconciler(), guest);
    world.bring(guest, "1.0");
    world.converge(world.reconciler(), guest);
    Map<NodeName, String> before = running();
    assertThat(before).hasSize(2);

    // When
    Operation done = revoked();

    // Then
    assertThat(done.steps()).extracting(Operation.Step::name).contains("apply", "join");
    assertThat(running()).isEqualTo(before);
    assertThat(world.channel.running)
        .containsEntry(guest, "[book 1.0] by [contract-alpha-1, contract-beta-1]");
  }

  @Test
  void whomItsHostTookBackItIsToldToo() {
    // Given
    Reconciler reconciler = world.reconciler();
    revokedByTheHost("ab");

    // When
    world.run(reconciler, Duration.ofMinutes(1));
    // Then it isn't done before all ledgers know
    assertThat(world.channel.lists.get(world.network)).containsExactly(FakeIdentities.CA);
    assertThat(world.channel.lists.get(guest)).isEmpty();
    assertThat(world.operation().state()).isEqualTo(Operation.State.RUNNING);
    assertThat(world.operation().message()).contains("ledgers of others on its nodes");

    // When
    reconciler.reconcile(guest);
    world.converge(reconciler);
    // Then
    assertThat(world.channel.lists.get(guest)).containsExactly(FakeIdentities.CA);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network(guest).state()).isEqualTo(new Ready());

    // When nothing has changed
    int joins = world.channel.joins;
    reconciler.reconcile(guest);
    // Then it is left alone
    assertThat(world.channel.joins).isEqualTo(joins);

    // When another one is taken back
    revokedByTheHost("cd");
    reconciler.reconcile(guest);
    // Then
    assertThat(world.channel.joins).isEqualTo(joins + 1);
  }

  @Test
  void aContractThatNeverStartsKeepsNobodyTrusted() {
    // Given a guest whose services never run
    Reconciler reconciler = world.reconciler();
    world.change(guest, spec -> spec.with(Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 1)));
    world.converge(reconciler, guest);
    world.cities.forEach(city -> city.startsAfter(Duration.ofDays(1)));
    world.bring(guest, "1.0");
    for (int i = 0; i < 9; i++) {
      reconciler.reconcile(guest);
    }
    assertThat(operation(guest).message()).contains("Waits for: contract-alpha-1");
    revokedByTheHost("ab");

    // When
    reconciler.reconcile(guest);
    int joins = world.channel.joins;
    reconciler.reconcile(guest);

    // Then it was told once, and its contract still comes
    assertThat(world.channel.lists.get(guest)).containsExactly(FakeIdentities.CA);
    assertThat(world.channel.alone).isEqualTo(1);
    assertThat(world.channel.joins).isEqualTo(joins);
    assertThat(operation(guest).kind()).isEqualTo(Operation.Kind.CONTRACT);
    assertThat(operation(guest).state()).isEqualTo(Operation.State.RUNNING);

    // Then its host waits for it no more
    world.converge(reconciler);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void aGuestThatStandsStillHoldsNothingUpAndIsToldWhenItIsBack() {
    // Given
    Reconciler reconciler = world.reconciler();
    world.suspend(guest);
    world.converge(reconciler, guest);
    revokedByTheHost("ab");

    // When
    world.converge(reconciler);
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.channel.lists.get(guest)).isEmpty();

    // When
    world.resume(guest);
    world.converge(reconciler, guest);
    // Then
    assertThat(world.network(guest).state()).isEqualTo(new Ready());
    assertThat(world.channel.lists.get(guest)).containsExactly(FakeIdentities.CA);
  }

  private void revokedByTheHost(String serial) {
    world.store.runInTenant(
        world.tenant,
        () -> world.authorities.accept(world.tenant, world.network, FakeIdentities.CA, serial));
    world.revoke();
  }

  /** The operation of a revocation, which was done by one telling of its ledger or more. */
  private Operation revoked() {
    int joins = world.channel.joins;
    Network is = world.network(guest);
    world.store.runInTenant(
        is.tenant(),
        () ->
            world.store.operations.insert(
                Operation.begun(is.tenant(), guest, Operation.Kind.REVOKE, world.clock.instant())));
    world.converge(world.reconciler(), guest);
    Operation last = operation(guest);
    assertThat(last.kind()).isEqualTo(Operation.Kind.REVOKE);
    assertThat(last.state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.channel.joins).isGreaterThan(joins);
    assertThat(world.network(guest).state()).isEqualTo(new Ready());
    return last;
  }

  private Operation operation(NetworkId of) {
    return world.store.asSystem(() -> world.store.operations.of(of)).get(0);
  }

  /** What runs for it, with what it was applied as. */
  private Map<NodeName, String> running() {
    Map<NodeName, String> all = new TreeMap<>();
    world.cities.stream()
        .flatMap(city -> city.open().observe(guest).workloads().stream())
        .forEach((ObservedWorkload w) -> all.put(w.name(), w.digest() + " " + w.since()));
    return all;
  }
}
