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
import java.util.List;
import java.util.Map;
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
    String host =
        provider.order(
            Wish.fabric(
                Map.of("orderer", 3, "peer", 2, "contract", 2),
                Map.of("organisations", "alpha,beta", "contract", "depositary")));
    provider.awaitState(host, "Ready");
    String hosting = "/ops/v1/networks/" + host + "/hosting";
    Api operator = ridgeway.operator();

    // Then nobody gets a share before an operator said so
    assertThatThrownBy(() -> tea.api().post("/v1/quotes", Wish.guest("tea", Map.of()).body()))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("No network that takes guests");

    // When
    operator.put(hosting, Map.of("places", 10, "open", true));
    long began = System.nanoTime();
    String teas = tea.order(Wish.guest("tea", Map.of()));
    String silks = silk.order(Wish.guest("silk", Map.of()));
    String own = provider.order(Wish.guest("apps", Map.of("host", host)));
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
    assertThatThrownBy(
            () -> silk.api().post("/v1/quotes", Wish.guest("spy", Map.of("host", host)).body()))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("You have no network " + host);

    // When
    NativeApi teaGateway = NativeApi.ofClerk(tea, teas);
    NativeApi silkGateway = NativeApi.ofClerk(silk, silks);
    JsonNode deposited = deposit(teaGateway, HASH);
    deposit(silkGateway, HASH);
    deposit(NativeApi.ofClerk(provider, own), HASH);

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
}
