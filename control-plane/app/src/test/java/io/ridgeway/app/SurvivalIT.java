package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.embedded.ProcessMark;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a death of the application, and of a node, does to a network: nothing that lasts. */
class SurvivalIT {
  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  @AfterEach
  void withoutNetworks() {
    ridgeway.withoutNetworks();
  }

  @Test
  void theNodesOutliveTheApplicationAndItFindsThemAgain() {
    // Given
    Firm firm = Firm.verified(ridgeway);
    String network = firm.readyNetwork();
    Map<String, ProcessMark> before = ridgeway.cityNode().recorded(network);
    Map<String, Integer> restarts = restarts(firm, network);
    long height = firm.height(network);

    // When
    ridgeway.kill();

    // Then
    assertThat(before).hasSize(5);
    assertThat(before.values()).allMatch(ProcessMark::lives);

    // When
    ridgeway.start();

    // Then
    RunningRidgeway.await("the height grows", () -> firm.height(network) > height + 2);
    assertThat(firm.state(network)).isEqualTo("Ready");
    assertThat(ridgeway.cityNode().recorded(network)).isEqualTo(before);
    assertThat(before.values()).allMatch(ProcessMark::lives);
    assertThat(restarts(firm, network)).isEqualTo(restarts);

    // When
    String victim =
        before.keySet().stream().filter(n -> n.contains(".validator")).findFirst().get();
    ProcessHandle.of(before.get(victim).pid()).orElseThrow().destroyForcibly();

    // Then
    RunningRidgeway.await(
        "the validator is restarted",
        () -> {
          ProcessMark now = ridgeway.cityNode().recorded(network).get(victim);
          return !now.equals(before.get(victim)) && now.lives();
        });
    Map<String, ProcessMark> others = new TreeMap<>(before);
    others.remove(victim);
    assertThat(ridgeway.cityNode().recorded(network)).containsAllEntriesOf(others);
    assertThat(others.values()).allMatch(ProcessMark::lives);
    long then = firm.height(network);
    RunningRidgeway.await("the ledger goes on", () -> firm.height(network) > then + 2);
    firm.awaitState(network, "Ready");
  }

  private static Map<String, Integer> restarts(Firm firm, String network) {
    Map<String, Integer> restarts = new TreeMap<>();
    for (JsonNode node : firm.network(network).path("nodes")) {
      restarts.put(node.path("name").asText(), node.path("restarts").asInt());
    }
    return restarts;
  }
}
