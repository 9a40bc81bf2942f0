package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.ridgeway.reconciler.Faults.Death;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a network on others' nodes was ordered with becomes something else, while it is used. */
class GuestChangeTest {
  private final Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));
  private World world = World.ofChannel();
  private NetworkId guest;

  @BeforeEach
  void aGuestWithoutTheAddOn() {
    world = World.ofChannel().created().ofTenantsCode();
    world.desks.hosting().set(operator, world.network, new Hosting(2, true));
    guest = world.orders.guest("guest", Map.of());
    world.converge(world.reconciler(), guest);
  }

  @Test
  void itGetsTheAddOnAndRunsAContract() {
    // Given
    assertThat(world.network(guest).spec().ownContracts()).isZero();
    Network host = world.network();

    // When
    world.change(guest, contracts(1));
    world.converge(world.reconciler(), guest);

    // Then
    assertThat(operation().kind()).isEqualTo(Operation.Kind.CHANGE);
    assertThat(operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(operation().steps())
        .extracting(Operation.Step::name)
        .containsExactly("host", "issue-identities", "genesis", "join");
    assertThat(world.network(guest).state()).isEqualTo(new Ready());

    // When
    world.bring(guest, "1.0");
    world.converge(world.reconciler(), guest);

    // Then
    assertThat(world.channel.running)
        .containsEntry(guest, "[book 1.0] by [contract-alpha-1, contract-beta-1]");
    assertThat(world.network(guest).state()).isEqualTo(new Ready());
    assertThat(world.network().made()).isEqualTo(host.made());
    assertThat(world.network().fence()).isEqualTo(host.fence());
  }

  @Test
  void whatRunsIsNotTouchedWhenItMayUseMore() {
    // Given
    world.change(guest, contracts(1));
    world.converge(world.reconciler(), guest);
    world.bring(guest, "1.0");
    world.converge(world.reconciler(), guest);
    Map<NodeName, String> before = running();
    assertThat(before).hasSize(2);

    // When
    world.change(guest, GuestChangeTest::faster);
    world.converge(world.reconciler(), guest);

    // Then
    assertThat(operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network(guest).spec().tps()).isEqualTo(20);
    assertThat(running()).isEqualTo(before);

    // Then the add-on stays while something runs
    assertThatThrownBy(() -> world.change(guest, contracts(0)))
        .hasMessageContaining("It runs contracts of its own (book 1.0)");
  }

  @Test
  void itConvergesWhereverTheProcessDies() {
    // Given
    Faults all = Faults.none();
    world.change(guest, contracts(2));
    world.converge(world.reconciler(all), guest);
    assertThat(all.passed).contains("after " + FaultPort.JOIN, "after " + FaultPort.KEEP);

    for (int point = 0; point < all.passed.size(); point++) {
      // When
      aGuestWithoutTheAddOn();
      world.change(guest, contracts(2));
      boolean died = false;
      try {
        world.converge(world.reconciler(Faults.deathAt(point)), guest);
      } catch (Death death) {
        died = true;
      }
      world.converge(world.reconciler(), guest);
      // Then
      assertThat(died).as("point " + point + " was reached").isTrue();
      assertThat(operation().state()).isEqualTo(Operation.State.SUCCEEDED);
      assertThat(world.network(guest).state()).isEqualTo(new Ready());
      assertThat(world.network(guest).spec().ownContracts()).isEqualTo(2);
    }
  }

  private static UnaryOperator<NetworkSpec> contracts(int count) {
    return spec ->
        spec.with(
            count == 0
                ? Map.of(NetworkSpec.SHARE, 1)
                : Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, count));
  }

  private static NetworkSpec faster(NetworkSpec spec) {
    return spec.becoming(
        spec.framework(), spec.nodes(), spec.parameters(), spec.cityNodes(), 20, spec.storageGib());
  }

  private Operation operation() {
    List<Operation> all = world.store.asSystem(() -> world.store.operations.of(guest));
    return all.get(0);
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
