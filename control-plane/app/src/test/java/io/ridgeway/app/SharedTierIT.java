package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two tenants' channels, and one of the host's own tenant, on a real Fabric network that an
 * operator opened: ordered, used through the gateway, kept from each other, and deleted. The nodes'
 * part alone is in the pack's {@code GuestChannelsIT}.
 */
@Tag("left-to-full")
class SharedTierIT {
  private static final String HASH = "ab".repeat(32);

  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  @Test
  void channelsOfManyTenantsLiveOnOneNetwork() {
    // Given
    FabricSoftware.at(ridgeway);
    Firm provider = Firm.verified(ridgeway);
    Firm tea = Firm.verified(ridgeway);
    Firm silk = Firm.verified(ridgeway);
    String host = order(provider, dedicated());
    provider.awaitState(host, "Ready");
    String hosting = "/ops/v1/networks/" + host + "/hosting";
    Api operator = ridgeway.operator();

    // Then nobody gets a share before an operator said so
    assertThatThrownBy(() -> tea.api().post("/v1/quotes", shared("tea", Map.of())))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("No network that takes guests");

    // When
    operator.put(hosting, Map.of("places", 10, "open", true));
    long began = System.nanoTime();
    String teas = order(tea, shared("tea", Map.of()));
    String silks = order(silk, shared("silk", Map.of()));
    String own = order(provider, shared("apps", Map.of("host", host)));
    tea.awaitState(teas, "Ready");
    System.out.printf(
        "Fabric, a channel on shared nodes: %.1f s from order to Ready%n",
        (System.nanoTime() - began) / 1e9);
    silk.awaitState(silks, "Ready");
    provider.awaitState(own, "Ready");

    // Then each has a ledger of its own, and no nodes
    JsonNode seen = tea.network(teas);
    assertThat(seen.path("nodes")).isEmpty();
    assertThat(operator.get(hosting).path("guests").findValuesAsText("id"))
        .containsExactlyInAnyOrder(teas, silks, own);
    assertThatThrownBy(() -> silk.api().post("/v1/quotes", shared("spy", Map.of("host", host))))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("You have no network " + host);

    // When
    NativeApi teaGateway = gateway(tea, teas);
    NativeApi silkGateway = gateway(silk, silks);
    JsonNode deposited = deposit(teaGateway, HASH);
    deposit(silkGateway, HASH);
    deposit(gateway(provider, own), HASH);

    // Then
    assertThat(deposited.path("result").asText()).contains("\"depositor\":\"tea\"");
    String id = deposited.path("transaction").asText();
    assertThat(teaGateway.get("transactions/" + id).status()).isEqualTo(200);
    assertThat(silkGateway.get("transactions/" + id).status()).isEqualTo(404);
    assertThat(provider.network(host).path("height").asLong())
        .as("nothing of it is in the host's own channel")
        .isEqualTo(3);

    // Then a host stays while it carries others
    assertThatThrownBy(() -> provider.api().delete("/v1/networks/" + host))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("Other networks live on the nodes");

    // When one goes
    tea.delete(teas);

    // Then its channel waits for a window, and the others go on
    assertThat(operator.get(hosting).path("waiting").findValuesAsText("id")).containsExactly(teas);
    assertThat(ridgeway.cityNode().processes(teas)).isEmpty();
    deposit(silkGateway, "cd".repeat(32));

    // When a window is opened, in which one peer after the other is stopped
    JsonNode seenBefore = operator.get(hosting);
    assertThat(seenBefore.at("/waiting/0/bytes").asLong()).isPositive();
    assertThat(seenBefore.at("/windows/interruption").asText()).contains("the only peer of alpha");
    assertThat(seenBefore.at("/guests/0/costPerMonth").asText()).isNotEmpty();
    assertThat(chains(host, teas)).hasSize(2);
    provider.awaitState(host, "Ready");
    long opened = System.nanoTime();
    operator.post(hosting + "/windows", Map.of());
    RunningRidgeway.await(
        "the window is over",
        () -> {
          JsonNode window = operator.get(hosting).at("/windows/operations/0");
          assertThat(window.path("state").asText()).as("%s", window).isNotEqualTo("FAILED");
          return window.path("state").asText().equals("SUCCEEDED");
        });
    System.out.printf(
        "Fabric, a window of two peers: %.1f s%n", (System.nanoTime() - opened) / 1e9);

    // Then nothing of it is left on their disks, and the others go on
    assertThat(operator.get(hosting).path("waiting")).isEmpty();
    assertThat(chains(host, teas)).isEmpty();
    assertThat(chains(host, silks)).hasSize(2);
    deposit(silkGateway, "ef".repeat(32));

    // When
    silk.delete(silks);
    provider.delete(own);
    operator.put(hosting, Map.of("places", 0, "open", false));
    provider.delete(host);

    // Then
    assertThat(ridgeway.cityNode().processes(host)).isEmpty();
  }

  /** Where the host's peers have a channel's blocks. */
  private List<Path> chains(String host, String guest) {
    return ridgeway.cityNode().nodes(host).stream()
        .map(node -> node.resolve("volumes/data/ledgersData/chains/chains").resolve(guest))
        .filter(Files::isDirectory)
        .toList();
  }

  private static String order(Firm firm, Map<String, Object> wish) {
    return firm.order(firm.quote(wish), UUID.randomUUID().toString());
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

  private static JsonNode deposit(NativeApi gateway, String hash) {
    List<Answer> answers = new ArrayList<>();
    RunningRidgeway.await(
        "a hash is deposited",
        () -> {
          answers.add(
              gateway.call(
                  "transactions", "clerk", "depositary", "deposit", List.of(hash, "a document")));
          return answers.get(answers.size() - 1).status() == 200;
        });
    return answers.get(answers.size() - 1).body();
  }

  private static Map<String, Object> dedicated() {
    Map<String, Object> spec =
        spec("DEDICATED", Map.of("organisations", "alpha,beta", "contract", "depositary"));
    spec.put("nodes", Map.of("orderer", 3, "peer", 2, "contract", 2));
    return Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
  }

  private static Map<String, Object> shared(String organisation, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("organisations", organisation);
    parameters.put("contract", "depositary");
    Map<String, Object> spec = spec("SHARED", parameters);
    spec.put("tps", 5);
    return Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
  }

  private static Map<String, Object> spec(String tier, Map<String, String> parameters) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("name", "fabric-" + UUID.randomUUID().toString().substring(0, 8));
    spec.put("framework", Map.of("name", "fabric", "version", "3.1"));
    spec.put("tier", tier);
    spec.put("parameters", parameters);
    spec.put("cityNodes", List.of("local-1"));
    spec.put("tps", 10);
    spec.put("storageGib", 2);
    return spec;
  }
}
