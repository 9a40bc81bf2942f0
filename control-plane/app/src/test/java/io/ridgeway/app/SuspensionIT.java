package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.CityNodeFiles;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An Ethereum network that is followed over WebSocket, and stands still; on real nodes. */
class SuspensionIT {
  @Test
  void itIsHeardStandsStillComesBackWithItsBlocksAndGoesWhileItStands(@TempDir Path folder)
      throws IOException, InterruptedException {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    Firm firm = Firm.verified(ridgeway);
    String network = firm.readyNetwork();
    String path = "/v1/networks/" + network;
    NativeApi gateway = NotaryThroughTheGateway.gateway(firm, network);
    JsonNode first = gateway.get("blocks/1").body();
    Standing standing = new Standing(ridgeway, firm, network);
    String notary = new EthersListener(firm, network, folder).hearsBlocksAndTheNotary();
    new OwnAccount(gateway, notary).notarises();

    // When
    standing.stands();

    // Then
    NativeApi.Answer refused = gateway.get("blocks/1");
    assertThat(refused.status()).as(refused.body().toString()).isEqualTo(409);
    assertThat(refused.body().path("type").asText())
        .isEqualTo("urn:ridgeway:problem:network-suspended");

    // When an operator takes it over
    ridgeway
        .operator()
        .post("/ops/v1/networks/" + network + "/suspensions", Map.of("reason", "Order 7"));

    // Then
    assertThat(firm.network(network).path("suspension").path("reason").asText())
        .isEqualTo("Order 7");
    assertThatThrownBy(() -> firm.api().post(path + "/resumptions", Map.of()))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("Order 7");
    assertThatThrownBy(() -> firm.api().delete(path))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("Order 7");

    // When
    ridgeway.operator().post("/ops/v1/networks/" + network + "/resumptions", Map.of());
    firm.awaitState(network, "Ready");

    // Then
    assertThat(firm.network(network).path("suspension").isObject()).isFalse();
    RunningRidgeway.await(
        "its first block is as it was", () -> first.equals(gateway.get("blocks/1").body()));

    // When
    standing.stands();
    firm.delete(network);

    // Then
    CityNodeFiles cityNode = ridgeway.cityNode();
    assertThat(cityNode.nodes(network)).isEmpty();
    assertThat(cityNode.processes(network)).isEmpty();
    assertThat(cityNode.reservations(network)).isZero();
  }
}
