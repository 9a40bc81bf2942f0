package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.NativeApi;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.ToldEvents;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.demo.Notary;
import io.ridgeway.app.door.DoorFixture.Running;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A contract of a real Ethereum network by the gateway's native door. */
class NativeCallsIT {
  private static final String NOTARISE = "notarise(bytes32 hash, string note)";
  private static final String WHEN =
      "when(bytes32) view returns (address by, uint256 at, string note)";

  private final DoorFixture ridgeway = DoorFixture.running();
  private final Running network = ridgeway.network();
  private final NativeApi gateway =
      new NativeApi(
          network
              .owner()
              .door()
              .get("/v1/networks/" + network.id())
              .good()
              .path("endpoints")
              .path("api")
              .asText(),
          network.apiKey());

  @Test
  void aContractIsCalledByItsSignatures() {
    // Given
    String notary = Notary.deploy(network.rpc(), network.account()).address();
    String hash = "0x" + UUID.randomUUID().toString().replace("-", "").repeat(2);

    // When
    Answer made = gateway.call("transactions", "clerk", notary, NOTARISE, List.of(hash, "公证"));

    // Then
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
    assertThat(made.body().path("status").asText()).isEqualTo("COMMITTED");
    JsonNode read =
        gateway.call("queries", "clerk", notary, WHEN, List.of(hash)).body().path("result");
    assertThat(read.asText())
        .startsWith("[\"" + network.account().toLowerCase(java.util.Locale.ROOT) + "\",\"")
        .endsWith("\",\"公证\"]");
    Answer again = gateway.call("transactions", "clerk", notary, NOTARISE, List.of(hash, ""));
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body().path("type").asText()).isEqualTo("urn:ridgeway:problem:ledger-refused");

    String id = made.body().path("transaction").asText();
    JsonNode seen = gateway.get("transactions/" + id).body();
    assertThat(seen.path("by").asText()).isEqualToIgnoringCase(network.account());
    assertThat(seen.path("contract").asText()).isEqualToIgnoringCase(notary);
    long block = made.body().path("block").asLong();
    assertThat(
            gateway
                .get("blocks/" + block)
                .body()
                .path("transactions")
                .findValuesAsText("transaction"))
        .contains(id);
    RunningRidgeway running = ridgeway.ridgeway();
    Api api =
        new Api(
            running.portalUrl(), running.token(network.owner().user()), () -> network.owner().id());
    try (ToldEvents listener = new ToldEvents()) {
      assertThat(listener.hears(api, network.id(), notary, block))
          .startsWith(block + ":" + id + ":");
    }
    List<String> event = gateway.firstEvent("contract=" + notary + "&from=" + block);
    assertThat(event.get(0)).startsWith(block + ":" + id + ":");
    assertThat(event.get(1))
        .contains(HexFormat.of().formatHex(HexFormat.of().parseHex(hash, 2, 66)));
  }
}
