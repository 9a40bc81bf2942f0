package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.CityNodeFiles;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tenants' channels on a real Fabric network of a third, one with a contract of its own: from
 * the add-on in its order to transactions, the next version, and nothing left of it.
 */
@Tag("left-to-full")
class GuestContractIT {
  private static final String CITY_NODE = "/ops/v1/city-nodes/solo";
  private static final String HASH = "ab".repeat(32);

  @TempDir private Path home;
  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  @AfterEach
  void forgetTheCityNode() {
    ridgeway.operator().post(CITY_NODE + "/disable", Map.of());
    ridgeway.operator().delete(CITY_NODE);
  }

  @Test
  void aGuestsContractIsItsOwn() {
    // Given a host, and two that live there
    FabricSoftware.at(ridgeway);
    Api operator = ridgeway.operator();
    operator.post("/ops/v1/city-nodes", registration());
    Firm provider = Firm.verified(ridgeway);
    Firm tea = Firm.verified(ridgeway);
    Firm silk = Firm.verified(ridgeway);
    String host = order(provider, dedicated());
    provider.awaitState(host, "Ready");
    String hosting = "/ops/v1/networks/" + host + "/hosting";
    operator.put(hosting, Map.of("places", 10, "open", true, "contracts", false));
    Map<String, Integer> addOn = Map.of("contract", 1);
    assertThatThrownBy(() -> tea.api().post("/v1/quotes", shared("tea", addOn)))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("take no contracts of theirs");
    operator.put(hosting, Map.of("places", 10, "open", true));
    JsonNode quote = tea.api().post("/v1/quotes", shared("tea", addOn));
    assertThat(quote.at("/offer/lines").findValuesAsText("text"))
        .anyMatch(line -> line.startsWith("Contracts of your own at solo (1)"));
    String teas = order(tea, shared("tea", addOn));
    String silks = order(silk, shared("silk", Map.of()));
    tea.awaitState(teas, "Ready");
    silk.awaitState(silks, "Ready");

    // Then what can't be taken is refused, and nothing is begun
    String contracts = "/v1/networks/" + teas + "/contracts";
    refused(tea, teas, own("notary", "1", "no jar".getBytes(StandardCharsets.UTF_8)), "is no jar");
    refused(tea, teas, own("depositary", "2", OwnNotary.jar("1")), "which is its host's");
    refused(silk, silks, own("notary", "1", OwnNotary.jar("1")), "nodes.contract: 1 to 8");
    assertThat(tea.api().get(contracts).path("items")).isEmpty();

    // When
    deploy(tea, teas, own("notary", "1", OwnNotary.jar("1")));

    // Then it runs as the guest's, and nothing of it is its host's or another guest's
    assertThat(services(tea, teas)).containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(services(provider, host))
        .as("those of the host's own contract")
        .containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(services(silk, silks)).isEmpty();
    assertThat(new CityNodeFiles(home).processes(teas)).hasSize(2);

    // Then the guest's applications call it, and the other's can't
    NativeApi teaGateway = gateway(tea, teas);
    NativeApi silkGateway = gateway(silk, silks);
    done(teaGateway, "notary", "draft", "lease-1", HASH, "tea,firm");
    done(silkGateway, "depositary", "deposit", HASH, "a document");
    Answer stranger =
        silkGateway.call(
            "transactions", "clerk", "notary", "draft", List.of("lease-2", HASH, "silk,firm"));
    assertThat(stranger.status()).as("%s", stranger.body()).isGreaterThanOrEqualTo(400);

    // When the other has its order changed
    change(silk, silks, Map.of("nodes", Map.of("contract", 1), "tps", 8));

    // Then it runs one too, and keeps the add-on
    assertThat(silk.network(silks).at("/spec/tps").asInt()).isEqualTo(8);
    deploy(silk, silks, own("notary", "7", OwnNotary.jar("1")));
    assertThat(services(silk, silks)).containsExactly("contract-alpha-1", "contract-beta-1");
    done(silkGateway, "notary", "draft", "lease-3", HASH, "silk,firm");
    assertThatThrownBy(() -> quoteChange(silk, silks, Map.of("nodes", Map.of("contract", 0))))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("It runs contracts of its own (notary 7)");

    // When the next version comes
    deploy(tea, teas, own("notary", "2", OwnNotary.jar("2")));

    // Then it took the place of the one before, and the ledger is as it was
    assertThat(services(tea, teas)).containsExactly("contract-alpha-2", "contract-beta-2");
    assertThat(read(teaGateway)).contains("\"status\":\"OPEN\"");
    refused(tea, teas, own("other", "1", OwnNotary.jar("3")), "ordered with 1 contracts");

    // When the operator takes none any more
    operator.put(hosting, Map.of("places", 10, "open", true, "contracts", false));

    // Then what runs goes on
    refused(tea, teas, own("notary", "3", OwnNotary.jar("3")), "takes no contracts of guests");
    assertThat(read(teaGateway)).contains("\"status\":\"OPEN\"");

    // When its application is taken back
    tea.api().post("/v1/networks/" + teas + "/revocations", Map.of("name", "clerk"));
    over(tea, teas, "REVOKE");

    // Then nothing is signed for it, and its neighbour's goes on
    RunningRidgeway.await(
        "it is refused",
        () ->
            teaGateway.call("queries", "clerk", "notary", "read", List.of("lease-1")).status()
                == 409);
    done(silkGateway, "notary", "draft", "lease-4", HASH, "silk,firm");

    // When its guest goes
    tea.delete(teas);

    // Then it is gone with it, and the others go on
    assertThat(new CityNodeFiles(home).processes(teas)).isEmpty();
    done(silkGateway, "depositary", "deposit", "cd".repeat(32), "another");
    silk.delete(silks);
    operator.put(hosting, Map.of("places", 0, "open", false));
    provider.delete(host);
  }

  private static String order(Firm firm, Map<String, Object> wish) {
    return firm.order(firm.quote(wish), UUID.randomUUID().toString());
  }

  private static void deploy(Firm firm, String network, Map<String, Object> contract) {
    String operation =
        firm.api().post("/v1/networks/" + network + "/contracts", contract).path("id").asText();
    RunningRidgeway.await(
        "the contract runs",
        () ->
            firm.api()
                .get("/v1/operations/" + operation)
                .path("state")
                .asText()
                .equals("SUCCEEDED"));
  }

  private static void change(Firm firm, String network, Map<String, Object> wish) {
    firm.order(quoteChange(firm, network, wish), UUID.randomUUID().toString());
    over(firm, network, "CHANGE");
  }

  private static String quoteChange(Firm firm, String network, Map<String, Object> wish) {
    JsonNode quote = firm.api().post("/v1/networks/" + network + "/quotes", wish);
    assertThat(quote.at("/offer/lines").findValuesAsText("text"))
        .anyMatch(line -> line.startsWith("Services of contracts of your own at solo: 2 instead"));
    return quote.path("id").asText();
  }

  /** The newest operation is of that kind, and succeeded. */
  private static void over(Firm firm, String network, String kind) {
    RunningRidgeway.await(
        kind + " is over",
        () -> {
          JsonNode newest =
              firm.api().get("/v1/networks/" + network + "/operations").at("/items/0");
          assertThat(newest.path("kind").asText()).isEqualTo(kind);
          assertThat(newest.path("state").asText()).as("%s", newest).isNotEqualTo("FAILED");
          return newest.path("state").asText().equals("SUCCEEDED");
        });
  }

  private static void refused(Firm firm, String network, Map<String, Object> contract, String why) {
    assertThatThrownBy(() -> firm.api().post("/v1/networks/" + network + "/contracts", contract))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining(why);
  }

  private static Map<String, Object> own(String name, String version, byte[] jar) {
    return Map.of("name", name, "version", version, "jar", jar);
  }

  private static List<String> services(Firm firm, String network) {
    return firm.network(network).path("nodes").findValuesAsText("name").stream()
        .filter(name -> name.startsWith("contract-"))
        .sorted()
        .toList();
  }

  private static NativeApi gateway(Firm firm, String network) {
    String path = "/v1/networks/" + network;
    firm.api().post(path + "/keys", Map.of("name", "clerk"));
    String secret =
        firm.api()
            .post(path + "/gateway-credentials", Map.of("name", "app"))
            .path("secret")
            .asText();
    return new NativeApi(firm.network(network).path("endpoints").path("api").asText(), secret);
  }

  private static void done(NativeApi gateway, String contract, String function, String... args) {
    List<Answer> answers = new ArrayList<>();
    RunningRidgeway.await(
        function + " is committed",
        () -> {
          answers.add(gateway.call("transactions", "clerk", contract, function, List.of(args)));
          return answers.get(answers.size() - 1).status() == 200;
        });
  }

  private static String read(NativeApi gateway) {
    List<String> results = new ArrayList<>();
    RunningRidgeway.await(
        "the lease is remembered",
        () -> {
          Answer answer = gateway.call("queries", "clerk", "notary", "read", List.of("lease-1"));
          results.add(answer.body().path("result").asText());
          return answer.status() == 200;
        });
    return results.get(results.size() - 1);
  }

  private Map<String, Object> registration() {
    Map<String, Object> body = new HashMap<>();
    body.put("id", "solo");
    body.put("city", "Solo");
    body.put("country", "SG");
    body.put("provider", "test-clouds");
    body.put("adapter", "local");
    body.put("maxTps", 100);
    body.put(
        "configuration",
        Map.of(
            "home",
            home.toString(),
            "software",
            ridgeway.stack().home().software().toString(),
            "addresses",
            "127.97.0.0/16",
            "cpuMillis",
            "16000",
            "singleTenant",
            "true"));
    return body;
  }

  private static Map<String, Object> dedicated() {
    Map<String, Object> spec =
        spec("DEDICATED", Map.of("organisations", "alpha,beta", "contract", "depositary"));
    spec.put("nodes", Map.of("orderer", 1, "peer", 2, "contract", 2));
    return Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
  }

  private static Map<String, Object> shared(String organisation, Map<String, Integer> nodes) {
    Map<String, Object> spec =
        spec("SHARED", Map.of("organisations", organisation, "contract", "depositary"));
    spec.put("nodes", nodes);
    spec.put("tps", 5);
    return Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
  }

  private static Map<String, Object> spec(String tier, Map<String, String> parameters) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("name", "guest-" + UUID.randomUUID().toString().substring(0, 8));
    spec.put("framework", Map.of("name", "fabric", "version", "3.1"));
    spec.put("tier", tier);
    spec.put("parameters", parameters);
    spec.put("cityNodes", List.of("solo"));
    spec.put("tps", 10);
    spec.put("storageGib", 2);
    return spec;
  }
}
