package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.CityNodeFiles;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A FISCO BCOS chain from its order to Ready and to nothing again; on what, see FiscoSoftware. */
class FiscoOrderIT {
  private static final Map<String, Integer> NODES = Map.of("sealer", 4, "observer", 1);

  @ParameterizedTest
  @ValueSource(strings = {"standard", "guomi"})
  void aChainIsOrderedComesUpIsUsedAndGoes(String cryptography, @TempDir Path folder)
      throws Exception {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FiscoSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);

    // When
    String quote = firm.quote(wish(NODES, Map.of("cryptography", cryptography)));
    long ordered = System.nanoTime();
    String network = firm.order(quote, UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    System.out.printf(
        "FISCO BCOS (%s, %s), 4 sealers, 1 observer: %.1f s from order to Ready%n",
        cryptography,
        FiscoSoftware.isReal() ? "the official node" : "test doubles",
        (System.nanoTime() - ordered) / 1e9);

    // Then
    RunningRidgeway.await("every node tells its height", () -> allRunAndTell(firm, network));
    JsonNode ready = firm.network(network);
    assertThat(ready.path("nodes")).hasSize(5);
    assertThat(ready.path("software").asText()).isEqualTo("fisco-bcos 3.16.4");
    assertThat(ready.path("endpoints").path("jsonRpc").isTextual()).isFalse();
    String contract = new FiscoThroughTheGateway(firm, network, cryptography).usesAContract();
    new FiscoSample(firm, network, folder).usesAContract();
    new FiscoOwnWords(firm, network, cryptography).areSpoken(contract);
    new FiscoOwnKey(firm, network, folder).getsInAtADoor();

    // When
    firm.delete(network);

    // Then
    CityNodeFiles cityNode = ridgeway.cityNode();
    assertThat(cityNode.nodes(network)).isEmpty();
    assertThat(cityNode.processes(network)).isEmpty();
    assertThat(cityNode.reservations(network)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | group0   | Sealers can't number 3: choose 4, 7 or 10.",
        "4 | group 0  | groupId",
        "4 | -group0  | groupId",
      })
  void whatCanNotBeBuiltIsNotQuoted(int sealers, String group, String why) {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FiscoSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);

    // Then
    refused(firm, wish(Map.of("sealer", sealers), Map.of("groupId", group)), why);
  }

  @Test
  void aVersionThatThereIsNoneOfIsNotQuoted() {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FiscoSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);

    // Then
    refused(firm, wish("2.9", NODES, Map.of()), "There is no such version of fisco-bcos");
  }

  private static boolean allRunAndTell(Firm firm, String network) {
    for (JsonNode node : firm.network(network).path("nodes")) {
      if (node.path("height").asLong(-1) < 0 || !node.path("phase").asText().equals("RUNNING")) {
        return false;
      }
    }
    return true;
  }

  private static void refused(Firm firm, Map<String, Object> wish, String why) {
    assertThatThrownBy(() -> firm.quote(wish))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining(why);
  }

  private static Map<String, Object> wish(
      Map<String, Integer> nodes, Map<String, String> parameters) {
    return wish("3.16", nodes, parameters);
  }

  static Map<String, Object> wish(
      String version, Map<String, Integer> nodes, Map<String, String> parameters) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("name", "fisco-" + UUID.randomUUID().toString().substring(0, 8));
    spec.put("framework", Map.of("name", "fisco-bcos", "version", version));
    spec.put("tier", "DEDICATED");
    spec.put("nodes", nodes);
    spec.put("parameters", parameters);
    spec.put("cityNodes", List.of("local-1"));
    spec.put("tps", 10);
    spec.put("storageGib", 2);
    return Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
  }
}
