package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A contract of a tenant's own on a Fabric network that was born without any: from the upload to a
 * transaction, to its next version; and refused where nothing would keep it from other tenants.
 */
@Tag("left-to-full")
class OwnContractIT {
  private static final String CITY_NODE = "/ops/v1/city-nodes/solo";

  @TempDir private Path home;
  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  @AfterEach
  void forgetTheCityNode() {
    ridgeway.operator().post(CITY_NODE + "/disable", Map.of());
    ridgeway.operator().delete(CITY_NODE);
  }

  @Test
  void aTenantsContractIsDeployedCalledAndUpgraded() {
    // Given a city node for one tenant, and that tenant's network
    FabricSoftware.at(ridgeway);
    ridgeway.operator().post("/ops/v1/city-nodes", registration(true));
    Firm firm = Firm.verified(ridgeway);
    String network = firm.order(firm.quote(wish()), UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    String contracts = "/v1/networks/" + network + "/contracts";

    // Then what is no contract is refused, and nothing is begun
    refused(firm, contracts, own("1", "no jar".getBytes(StandardCharsets.UTF_8)), "is no jar");
    Map<String, Object> unknown = own("1", OwnNotary.jar("1"));
    unknown.put("endorsers", List.of("alpha", "gamma"));
    refused(firm, contracts, unknown, "No organisation gamma runs contracts in this network");
    assertThat(firm.api().get(contracts).path("items")).isEmpty();

    // When
    deploy(firm, network, own("1", OwnNotary.jar("1")));

    // Then
    assertThat(states(firm, contracts)).containsExactly("1 1 RUNNING");
    assertThat(services(firm, network)).containsExactlyInAnyOrder("alpha-1", "beta-1");
    new NotaryThroughTheGateway(firm, network).concludesALease();

    // When the next version comes, for which one organisation answers
    Map<String, Object> next = own("2", OwnNotary.jar("2"));
    next.put("endorsers", List.of("alpha"));
    next.put("sequence", 2);
    deploy(firm, network, next);

    // Then it took the place of the one before, and the ledger is as it was
    assertThat(states(firm, contracts)).containsExactly("2 2 RUNNING", "1 1 REPLACED");
    assertThat(services(firm, network)).containsExactlyInAnyOrder("alpha-2", "beta-2");
    new NotaryThroughTheGateway(firm, network).remembersTheLease();
    refused(firm, contracts, own("2", OwnNotary.jar("3")), "There is a version 2 of notary");

    // When the city node is for everybody
    ridgeway.operator().put(CITY_NODE, registration(false));
    RunningRidgeway.await(
        "jars are refused",
        // Which would be taken at no time, as it isn't known yet who is heard when.
        () -> refusal(firm, contracts, own("3", new byte[1])).contains("runs no jars"));

    // Then
    assertThat(states(firm, contracts)).containsExactly("2 2 RUNNING", "1 1 REPLACED");
    firm.delete(network);
  }

  private void deploy(Firm firm, String network, Map<String, Object> contract) {
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

  private static Map<String, Object> own(String version, byte[] jar) {
    return new HashMap<>(Map.of("name", "notary", "version", version, "jar", jar));
  }

  private static List<String> states(Firm firm, String contracts) {
    return firm.api().get(contracts).path("items").findParents("version").stream()
        .map(
            c ->
                c.path("version").asText()
                    + " "
                    + c.path("sequence").asText()
                    + " "
                    + c.path("state").asText())
        .toList();
  }

  private static Set<String> services(Firm firm, String network) {
    return firm.network(network).path("nodes").findValuesAsText("name").stream()
        .filter(name -> name.startsWith("contract-"))
        .map(name -> name.substring("contract-".length()))
        .collect(Collectors.toSet());
  }

  private static void refused(
      Firm firm, String contracts, Map<String, Object> contract, String why) {
    assertThatThrownBy(() -> firm.api().post(contracts, contract))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining(why);
  }

  private static String refusal(Firm firm, String contracts, Map<String, Object> contract) {
    try {
      JsonNode answer = firm.api().post(contracts, contract);
      throw new AssertionError("it was taken: " + answer);
    } catch (ApiProblem e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Map<String, Object> registration(boolean singleTenant) {
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
            "127.95.0.0/16",
            "cpuMillis",
            "16000",
            "singleTenant",
            String.valueOf(singleTenant)));
    return body;
  }

  private static Map<String, Object> wish() {
    Map<String, Object> spec = new HashMap<>();
    spec.put("name", "own-" + UUID.randomUUID().toString().substring(0, 8));
    spec.put("framework", Map.of("name", "fabric", "version", "3.1"));
    spec.put("tier", "DEDICATED");
    spec.put("nodes", Map.of("orderer", 1, "peer", 2));
    spec.put("parameters", Map.of("organisations", "alpha,beta"));
    spec.put("cityNodes", List.of("solo"));
    spec.put("tps", 10);
    spec.put("storageGib", 2);
    return Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
  }
}
