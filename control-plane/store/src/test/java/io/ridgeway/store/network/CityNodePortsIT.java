package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.engine.network.Network;
import io.ridgeway.keys.CredentialRecord;
import io.ridgeway.keys.CredentialRecords;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of city nodes besides what was heard: cost, secrets, and who is there. */
@QuarkusTest
class CityNodePortsIT extends StoreCase {
  private static final CityNodeId ID = new CityNodeId("ports-1");
  private static final CityNode NODE =
      new CityNode(ID, "Here", "US", "US", "operator", "local", 10, CityNode.State.ACTIVE);

  @Inject CityNodes cityNodes;
  @Inject CredentialRecords records;

  @Test
  void aSecretIsReplacedSeenByTheSystemOnlyAndGoesWithItsCityNode() {
    // Given
    transactions.runAsSystem(() -> cityNodes.put(NODE, Map.of()));
    Kept second = new Kept("token", 2, clock.instant());

    // When
    records.put(record(new Kept("token", 1, clock.instant()), 7));
    records.put(record(second, 9));

    // Then
    CredentialRecord found = records.find(ID, "token").orElseThrow();
    assertThat(found.kept()).isEqualTo(second);
    assertThat(found.ciphertext()).containsExactly(9);
    TenantId tenant = signUp();
    assertThat(transactions.inTenant(tenant, () -> records.find(ID, "token"))).isEmpty();
    transactions.runAsSystem(() -> cityNodes.remove(ID));
    assertThat(records.list(ID)).isEmpty();
    assertThat(transactions.asSystem(() -> cityNodes.find(ID))).isEmpty();
  }

  @Test
  void itsCostIsKeptAndStaysWhereNoneIsSaid() {
    // Given
    UnitCost cost = UnitCost.of("12.50", "0.10", "3", "USD");
    transactions.runAsSystem(() -> cityNodes.put(NODE, Map.of(), Optional.of(cost)));

    // When
    transactions.runAsSystem(() -> cityNodes.put(NODE, Map.of("range", "x")));

    // Then
    CityNodeEntry entry = transactions.asSystem(() -> cityNodes.lock(ID)).orElseThrow();
    assertThat(entry.cost()).contains(cost);
    assertThat(entry.configuration()).containsEntry("range", "x");
    transactions.runAsSystem(() -> cityNodes.remove(ID));
  }

  @Test
  void aNameThatIsTakenIsInsertedByNobodyElse() {
    // Given
    Optional<UnitCost> none = Optional.empty();
    assertThat(transactions.asSystem(() -> cityNodes.insert(NODE, Map.of("range", "x"), none)))
        .isTrue();

    // When
    boolean second = transactions.asSystem(() -> cityNodes.insert(NODE, Map.of(), none));

    // Then
    assertThat(second).isFalse();
    CityNodeEntry entry = transactions.asSystem(() -> cityNodes.find(ID)).orElseThrow();
    assertThat(entry.configuration()).containsEntry("range", "x");
    transactions.runAsSystem(() -> cityNodes.remove(ID));
  }

  @Test
  void aNetworkIsWhereItsNodesAreOrWhereItMayBePlaced() {
    // Given
    Network waiting = network(signUp());
    Network placed = network(signUp());
    Network gone = network(signUp());
    Placement elsewhere =
        new Placement(Map.of(new NodeName("validator-1"), ID), List.of("here"), false);
    transactions.runAsSystem(
        () -> {
          networks.keep(
              placed.with(placed.made().placed(elsewhere, new Software("goquorum", "22.7.4"))));
          networks.keep(gone.with(new NetworkState.Deleted()));
        });

    // Then
    assertThat(at(ID)).contains(placed.id().value()).doesNotContain(waiting.id().value());
    assertThat(at(Samples.LOCAL))
        .contains(waiting.id().value())
        .doesNotContain(placed.id().value(), gone.id().value());
  }

  private List<String> at(CityNodeId id) {
    return transactions.asSystem(() -> networks.at(id)).stream().map(n -> n.id().value()).toList();
  }

  private static CredentialRecord record(Kept kept, int content) {
    return new CredentialRecord(ID, kept, "kek", new byte[] {1}, new byte[] {(byte) content});
  }
}
