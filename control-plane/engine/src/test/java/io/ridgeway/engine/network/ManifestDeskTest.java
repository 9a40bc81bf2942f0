package io.ridgeway.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.network.Manifests.CityNodeManifests;
import io.ridgeway.engine.network.Manifests.Document;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestDeskTest {
  private final Office office = new Office();
  private final NetworkId id = office.order("tea").network();
  private final List<String> asked = new ArrayList<>();
  private final CityNodeManifests sheet =
      new CityNodeManifests(
          Office.CITY, Optional.empty(), List.of(new Document("service/a", "kind: Service\n")));
  private final ManifestDesk desk =
      new ManifestDesk(
          office.store,
          new Access(office.store, office.store.memberships),
          office.store.networks,
          (network, only) -> {
            assertThat(office.store.inTransaction()).isFalse();
            asked.add(network + " " + only.map(Object::toString).orElse("all"));
            return List.of(sheet);
          });

  @Test
  void operatorsSeeThemOfAnyNetwork() {
    assertThat(desk.show(office.operator, id, Optional.empty())).containsExactly(sheet);
    assertThat(desk.show(office.operator, id, Optional.of(Office.CITY))).containsExactly(sheet);
    assertThat(asked).containsExactly(id + " all", id + " " + Office.CITY);
  }

  @Test
  void whoOwnsTheNetworkDoesNot() {
    Refused.as(ProblemType.FORBIDDEN, () -> desk.show(office.admin, id, Optional.empty()));
    assertThat(asked).isEmpty();
  }

  @Test
  void ofOneThatGoesThereIsNothingToApply() {
    // Given
    office.networks.delete(office.admin, office.tenant, id);
    // When, Then
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION, () -> desk.show(office.operator, id, Optional.empty()));
    NetworkId nobodys = NetworkId.next();
    Refused.as(ProblemType.NOT_FOUND, () -> desk.show(office.operator, nobodys, Optional.empty()));
    assertThat(asked).isEmpty();
  }
}
