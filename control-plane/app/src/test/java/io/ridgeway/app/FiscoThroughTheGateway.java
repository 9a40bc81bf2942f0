package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.demo.Notary;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An application on a FISCO BCOS chain, by the native door and with a key in custody. On test
 * doubles, which run no contract, this is about the way there and back; what a contract does is
 * looked at on the official node alone, and there with standard cryptography, since the compiler
 * that names functions by SM3 is another one.
 */
public record FiscoThroughTheGateway(Firm firm, String network, String cryptography) {
  private static final String NOTARISE = "notarise(bytes32,string)";

  /**
   * Deploys one and uses it.
   *
   * @return its address
   */
  public String usesAContract() {
    // Given
    String path = "/v1/networks/" + network;
    JsonNode clerk = firm.api().post(path + "/keys", Map.of("name", "clerk"));
    assertThat(clerk.path("account").asText()).matches("0x[0-9a-f]{40}");
    assertThat(clerk.path("curve").asText())
        .isEqualTo(cryptography.equals("guomi") ? "SM2" : "SECP256K1");
    assertThat(firm.api().get(path + "/keys").path("items")).hasSize(1);
    NativeApi gateway = NotaryThroughTheGateway.gateway(firm, network);

    // When
    Answer wrong = gateway.deploy("clerk", "0x0061736d01000000");
    Answer deployed = gateway.deploy("clerk", Notary.code());

    // Then
    assertThat(wrong.status()).as(wrong.body().toString()).isEqualTo(422);
    assertThat(wrong.body().path("detail").asText()).contains("this chain runs Solidity");
    assertThat(deployed.status()).as(deployed.body().toString()).isEqualTo(200);
    String contract = deployed.body().path("result").asText();
    assertThat(contract).matches("0x[0-9a-f]{40}");

    // When
    String hash = "0x" + UUID.randomUUID().toString().replace("-", "").repeat(2);
    Answer made = gateway.call("transactions", "clerk", contract, NOTARISE, List.of(hash, "公证"));

    // Then
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
    assertThat(made.body().path("status").asText()).isEqualTo("COMMITTED");
    String id = made.body().path("transaction").asText();
    JsonNode seen = gateway.get("transactions/" + id).body();
    assertThat(seen.path("contract").asText()).isEqualToIgnoringCase(contract);
    assertThat(seen.path("args").path(0).asText()).startsWith(hash);
    long block = made.body().path("block").asLong();
    JsonNode there = gateway.get("blocks/" + block).body();
    assertThat(there.path("transactions").findValuesAsText("transaction")).contains(id);
    List<String> event = gateway.firstEvent("contract=" + contract + "&from=" + block);
    assertThat(event.get(0)).isEqualTo(block + ":" + id + ":0");
    Answer asked = gateway.call("queries", "clerk", contract, "when(bytes32)", List.of(hash));
    assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
    assertThat(asked.body().path("result").asText()).startsWith("0x");
    return contract;
  }
}
