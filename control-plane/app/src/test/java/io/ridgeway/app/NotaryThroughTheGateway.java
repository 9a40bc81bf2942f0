package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Two organisations' applications on a Fabric network, with keys in custody. */
record NotaryThroughTheGateway(Firm firm, String network) {
  private static final String HASH = "ab".repeat(32);

  void concludesALease() {
    // Given
    String path = "/v1/networks/" + network;
    JsonNode clerk = firm.api().post(path + "/keys", Map.of("name", "clerk"));
    JsonNode bot = firm.api().post(path + "/keys", Map.of("name", "bot", "organisation", "beta"));
    assertThat(clerk.path("certifiedBy").asText()).isEqualTo("alpha-ca");
    assertThat(bot.path("certifiedBy").asText()).isEqualTo("beta-ca");
    assertThat(bot.path("certificate").asText()).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(firm.api().get(path + "/keys").path("items")).hasSize(2);
    NativeApi gateway = gateway(firm, network);

    // When
    JsonNode drafted = done(gateway, "clerk", "draft", "lease-1", HASH, "alpha,beta");
    done(gateway, bot.path("account").asText(), "agree", "lease-1", HASH);
    JsonNode concluded = done(gateway, "clerk", "agree", "lease-1", HASH);

    // Then
    assertThat(drafted.path("code").asText()).isEqualTo("VALID");
    assertThat(drafted.path("result").asText()).contains("\"status\":\"OPEN\"");
    Answer again = gateway.call("transactions", "bot", "notary", "refuse", List.of("lease-1", "x"));
    assertThat(again.status()).as(again.body().toString()).isEqualTo(422);
    assertThat(again.body().path("detail").asText()).contains("Contract lease-1 is CONCLUDED.");
    Answer read = gateway.call("queries", "bot", "notary", "read", List.of("lease-1"));
    assertThat(read.body().path("result").asText()).contains("\"status\":\"CONCLUDED\"");

    String id = concluded.path("transaction").asText();
    JsonNode seen = gateway.get("transactions/" + id).body();
    assertThat(seen.path("by").asText()).isEqualTo("alpha/clerk");
    assertThat(seen.path("function").asText()).isEqualTo("agree");
    assertThat(seen.path("block").asLong()).isEqualTo(concluded.path("block").asLong());
    explored(concluded);
    JsonNode block = gateway.get("blocks/" + concluded.path("block").asLong() + "?key=bot").body();
    assertThat(block.path("transactions").findValuesAsText("transaction")).contains(id);
    assertThat(gateway.firstEvent("contract=notary&from=0"))
        .satisfies(
            event -> {
              assertThat(event.get(0))
                  .isEqualTo(concluded.path("block").asLong() + ":" + id + ":0");
              assertThat(event.get(1))
                  .contains("\"name\":\"Concluded\"", "\"payload\":\"lease-1\"");
            });
  }

  /** As the portal's explorer shows it. */
  private void explored(JsonNode concluded) {
    String explorer = "/v1/networks/" + network + "/explorer/";
    String id = concluded.path("transaction").asText();
    JsonNode seen = firm.api().get(explorer + "transactions/" + id);
    assertThat(seen.path("code").asText()).isEqualTo("VALID");
    assertThat(seen.path("by").asText()).isEqualTo("alpha/clerk");
    assertThat(seen.path("contract").asText()).isEqualTo("notary");
    assertThat(seen.path("function").asText()).isEqualTo("agree");
    assertThat(seen.path("args").findValuesAsText("text")).containsExactly("lease-1", HASH);
    assertThat(seen.path("endorsers").size()).isPositive();
    assertThat(seen.at("/events/0/name").asText()).isEqualTo("Concluded");
    assertThat(seen.at("/events/0/payload/text").asText()).isEqualTo("lease-1");
    JsonNode blocks = firm.api().get(explorer + "blocks?limit=50");
    assertThat(blocks.path("height").asLong())
        .isGreaterThanOrEqualTo(concluded.path("block").asLong());
    assertThat(
            firm.api()
                .get(explorer + "blocks/" + concluded.path("block").asLong())
                .path("transactions")
                .findValuesAsText("transaction"))
        .contains(id);
    assertThat(firm.api().get(explorer + "contracts").path("items").findValuesAsText("name"))
        .contains("notary");
  }

  /** One more, by the keys that there are. */
  void concludes(String lease) {
    NativeApi gateway = gateway(firm, network);
    done(gateway, "clerk", "draft", lease, HASH, "alpha,beta");
    done(gateway, "bot", "agree", lease, HASH);
    done(gateway, "clerk", "agree", lease, HASH);
    remembers(lease);
  }

  /** As its last word stands. */
  void remembersTheLease() {
    remembers("lease-1");
  }

  private void remembers(String lease) {
    NativeApi gateway = gateway(firm, network);
    RunningRidgeway.await(
        lease + " is remembered",
        () ->
            gateway
                .call("queries", "clerk", "notary", "read", List.of(lease))
                .body()
                .path("result")
                .asText()
                .contains("\"status\":\"CONCLUDED\""));
  }

  /** With a new API key. */
  static NativeApi gateway(Firm firm, String network) {
    return new NativeApi(
        firm.network(network).path("endpoints").path("api").asText(), secret(firm, network));
  }

  /** A new API key. */
  static String secret(Firm firm, String network) {
    return firm.api()
        .post(
            "/v1/networks/" + network + "/gateway-credentials",
            Map.of("name", "shared-" + UUID.randomUUID().toString().substring(0, 8)))
        .path("secret")
        .asText();
  }

  /** A peer may be a block behind what another has just told. */
  private static JsonNode done(NativeApi gateway, String key, String function, String... args) {
    List<Answer> answers = new ArrayList<>();
    RunningRidgeway.await(
        function + " is committed",
        () -> {
          answers.add(gateway.call("transactions", key, "notary", function, List.of(args)));
          return answers.get(answers.size() - 1).status() == 200;
        });
    return answers.get(answers.size() - 1).body();
  }
}
