package io.ridgeway.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {
  private final InMemoryStore store = new InMemoryStore();
  private final TenantId tenant = TenantId.next();
  private final NetworkId network = NetworkId.next();

  @Test
  void workThatThrowsLeavesNothingBehindWhatWasScheduledIncluded() {
    // Given
    List<NetworkId> told = new ArrayList<>();
    store.changes.listen(told::add);
    // When
    assertThatThrownBy(
            () ->
                store.runInTenant(
                    tenant,
                    () -> {
                      order();
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");
    // Then
    store.runAsSystem(
        () -> {
          assertThat(store.networks.find(network)).isEmpty();
          assertThat(store.schedule.dueNetworks()).isEmpty();
        });
    assertThat(told).isEmpty();
  }

  @Test
  void rowsOfAnotherTenantAreNeitherSeenNorWritten() {
    // Given
    store.runInTenant(tenant, this::order);
    // When, Then
    store.runInTenant(
        TenantId.next(),
        () -> {
          assertThat(store.networks.find(network)).isEmpty();
          assertThatThrownBy(this::order).isInstanceOf(IllegalStateException.class);
        });
    assertThat(store.asSystem(() -> store.networks.find(network))).isPresent();
  }

  @Test
  void aCallWithinACallJoinsTheSameScopeOnly() {
    // When, Then
    store.runAsSystem(
        () -> {
          store.runAsSystem(() -> assertThat(store.inTransaction()).isTrue());
          assertThatThrownBy(() -> store.runInTenant(tenant, () -> {}))
              .isInstanceOf(IllegalStateException.class);
        });
    assertThatThrownBy(() -> store.networks.find(network))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherWorkersTakeoverRaisesTheFenceAndRefusesTheFirstOnesKeep() {
    // Given
    store.runInTenant(tenant, this::order);
    Network first = store.asSystem(() -> store.networks.takeOver(network, "a").orElseThrow());
    // When
    Network second = store.asSystem(() -> store.networks.takeOver(network, "b").orElseThrow());
    // Then
    assertThat(second.fence()).isEqualTo(first.fence() + 1);
    assertThat(store.asSystem(() -> store.networks.keep(first))).isFalse();
    assertThat(store.asSystem(() -> store.networks.keep(second))).isTrue();
  }

  private void order() {
    NetworkSpec spec =
        new NetworkSpec(
            "one",
            new Framework("ledger", "1"),
            Tier.DEDICATED,
            Map.of("validator", 4),
            Map.of(),
            List.of(new CityNodeId("local-1")),
            10,
            10);
    store.networks.insert(Network.ordered(network, tenant, spec, Instant.EPOCH));
    store.schedule.reconcile(network);
  }
}
