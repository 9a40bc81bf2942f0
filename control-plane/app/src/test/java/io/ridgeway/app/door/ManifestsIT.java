package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.door.DoorFixture.Running;
import org.junit.jupiter.api.Test;

/** The operators' door to what would be applied. */
class ManifestsIT {
  private final DoorFixture ridgeway = DoorFixture.running();
  private final Running network = ridgeway.network();
  private final String door = "/ops/v1/networks/" + network.id() + "/manifests";

  @Test
  void aCityNodeWithoutManifestsSaysSo() {
    // When
    JsonNode items = ridgeway.operator().get(door).good().path("items");
    // Then
    assertThat(items).hasSize(1);
    assertThat(items.at("/0/cityNode").asText()).isEqualTo("local-1");
    assertThat(items.at("/0/problem").asText())
        .isEqualTo("The adapter of city node local-1 has no manifests to show.");
    assertThat(items.at("/0/documents")).isEmpty();
    assertThat(ridgeway.operator().get(door + "?cityNode=local-1").good().path("items"))
        .isEqualTo(items);
  }

  @Test
  void whatIsNotThereIsNamed() {
    Door operator = ridgeway.operator();

    assertThat(operator.get(door + "?cityNode=elsewhere").problem(422, "invalid"))
        .contains("no nodes at elsewhere, but at [local-1]");
    operator.get(door + "?cityNode=No%20Name").problem(422, "invalid");
    operator.get("/ops/v1/networks/n00000000000a/manifests").problem(404, "not-found");
  }

  @Test
  void tenantsHaveNoSuchDoor() {
    Door owner = network.owner().door();

    owner.get(door).problem(403, "forbidden");
    assertThat(owner.get("/v1/networks/" + network.id() + "/manifests").status()).isEqualTo(404);
  }
}
