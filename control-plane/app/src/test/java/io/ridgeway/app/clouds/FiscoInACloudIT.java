package io.ridgeway.app.clouds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.Firm;
import io.ridgeway.app.FiscoOwnWords;
import io.ridgeway.app.FiscoThroughTheGateway;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A FISCO BCOS chain as pods of real clusters, from its order until nothing is left. In the pods
 * are test doubles of the node, which keep no ledger: what is looked at is the pack's deployment on
 * Kubernetes and the way there. Two clouds, as five nodes want more cores than this machine has.
 */
@Tag("left-to-full")
class FiscoInACloudIT {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final List<String> CLOUDS = List.of("east", "west");

  private RunningRidgeway ridgeway;
  private Clouds clouds;
  private Firm firm;

  @BeforeEach
  void up() {
    ridgeway = RunningRidgeway.ready();
    clouds = Clouds.up(ridgeway, CLOUDS.toArray(String[]::new));
    CLOUDS.forEach(cloud -> clouds.own(cloud).load(FiscoDoubleImage.archive()));
    clouds.registerWith(FiscoDoubleImage.SOFTWARE);
    firm = Firm.verified(ridgeway, "shipper-" + UUID.randomUUID().toString().substring(0, 8));
  }

  @AfterEach
  void leaveNothing() {
    ridgeway.withoutNetworks();
    clouds.forget();
    clouds.down();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "guomi"})
  void fourSealersAndAnObserverComeUpAreCalledChangeAndGo(String cryptography) throws Exception {
    // When
    String quote = firm.quote(wish(cryptography));
    long ordered = System.nanoTime();
    String network = firm.order(quote, UUID.randomUUID().toString());
    firm.await(network, "it is Ready", PATIENCE, now -> now.path("state").asText().equals("Ready"));
    System.out.printf(
        "FISCO BCOS in two clouds (%s, test doubles), 4 sealers, 1 observer: %.1f s from order to"
            + " Ready%n",
        cryptography, seconds(ordered));

    // Then
    firm.await(network, "every node tells its height", PATIENCE, FiscoInACloudIT::allTell);
    JsonNode nodes = firm.network(network).path("nodes");
    assertThat(nodes).hasSize(5);
    assertThat(nodes.findValuesAsText("cityNode")).containsOnlyElementsOf(CLOUDS);
    assertThat(images(network)).hasSize(5).containsOnly(FiscoDoubleImage.NAME);
    String contract = new FiscoThroughTheGateway(firm, network, cryptography).usesAContract();
    FiscoOwnWords own = new FiscoOwnWords(firm, network, cryptography);
    own.areSpoken(contract);

    // When
    long asked = System.nanoTime();
    replaceSecondSealer(network);
    System.out.printf("FISCO BCOS in two clouds, a sealer is replaced: %.1f s%n", seconds(asked));

    // Then
    assertThat(firm.network(network).path("nodes").findValuesAsText("name"))
        .contains("sealer-5")
        .doesNotContain("sealer-2")
        .hasSize(5);
    assertThat(own.sealers()).isEqualTo(4);
    assertThat(images(network)).hasSize(5);

    // When
    firm.delete(network);

    // Then
    for (String cloud : CLOUDS) {
      RunningRidgeway.await(
          "nothing is left in " + cloud, () -> clouds.left(cloud, network).isEmpty());
    }
  }

  private void replaceSecondSealer(String network) {
    JsonNode begun =
        firm.api()
            .post(
                "/v1/networks/" + network + "/replacements", Map.of("nodes", List.of("sealer-2")));
    firm.awaitDone(network, begun, PATIENCE);
  }

  /** Of the network's pods that run, wherever they are. */
  private List<String> images(String network) {
    return CLOUDS.stream()
        .flatMap(
            cloud ->
                clouds.client(cloud).pods().inNamespace("rw-" + network).list().getItems().stream())
        .filter(pod -> pod.getStatus().getPhase().equals("Running"))
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .flatMap(container -> Stream.of(container.getImage()))
        .toList();
  }

  private static boolean allTell(JsonNode network) {
    for (JsonNode node : network.path("nodes")) {
      if (node.path("height").asLong(-1) < 0 || !node.path("phase").asText().equals("RUNNING")) {
        return false;
      }
    }
    return true;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Map<String, Object> wish(String cryptography) {
    return Map.of(
        "spec",
        Map.of(
            "name",
            "customs",
            "framework",
            Map.of("name", "fisco-bcos", "version", "3.16"),
            "tier",
            "DEDICATED",
            "nodes",
            Map.of("sealer", 4, "observer", 1),
            "parameters",
            Map.of("cryptography", cryptography),
            "cityNodes",
            CLOUDS,
            "tps",
            10,
            "storageGib",
            1),
        "term",
        "ANNUAL",
        "currency",
        "USD");
  }
}
