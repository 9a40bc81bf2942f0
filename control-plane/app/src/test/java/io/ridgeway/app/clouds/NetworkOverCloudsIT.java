package io.ridgeway.app.clouds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.adapter.local.LocalCityNode;
import io.ridgeway.app.Firm;
import io.ridgeway.app.cli.Terminal;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One QBFT network over two clouds, and one over a cloud and this machine. */
class NetworkOverCloudsIT {
  private static RunningRidgeway ridgeway;
  private static Clouds clouds;

  @TempDir Path folder;
  private Firm firm;

  @BeforeAll
  static void up() {
    ridgeway = RunningRidgeway.ready();
    clouds = Clouds.up(ridgeway, "east", "west");
  }

  @AfterAll
  static void down() {
    if (clouds != null) {
      clouds.down();
    }
  }

  @BeforeEach
  void register() {
    clouds.register();
    firm = Firm.verified(ridgeway, "shipper-" + UUID.randomUUID().toString().substring(0, 8));
  }

  @AfterEach
  void leaveNothing() {
    ridgeway.withoutNetworks();
    clouds.forget();
  }

  @Test
  void validatorsInTwoCloudsAgreeOnBlocksAndNothingOfThemStays() {
    // When
    Span network = Span.over(firm, "east", "west");
    // Then
    assertThat(network.validators()).isEqualTo(Map.of("east", 2, "west", 2));
    network.awaitGrowth(3);
    Map<String, String> hashes = new TreeMap<>();
    for (String cloud : network.validators().keySet()) {
      Validators there = new Validators(clouds.client(cloud), network.id());
      there.hashes(2).forEach((pod, hash) -> hashes.put(cloud + "/" + pod, hash));
    }
    assertThat(hashes).hasSize(4);
    assertThat(hashes.values()).allMatch(hash -> hash.matches("0x[0-9a-f]{64}"));
    assertThat(hashes.values().stream().distinct()).as(hashes.toString()).hasSize(1);
    // When
    JsonRpc door = network.door();
    // Then
    assertThat(network.notary(door)).matches("0x[0-9a-fA-F]{40}");
    // When
    network.delete();
    // Then
    for (String cloud : new String[] {"east", "west"}) {
      RunningRidgeway.await(
          "nothing is left in " + cloud, () -> clouds.left(cloud, network.id()).isEmpty());
    }
  }

  @Test
  void validatorsInACloudAndOnThisMachineAgreeOnBlocksAndMoveToTheCloudWhenTheirPlaceIsEmptied()
      throws Exception {
    Path home = Path.of("target", "quay").toAbsolutePath();
    LocalCityNode.stopAll(home); // what a run that was killed may have left
    try (OwnRange range = OwnRange.besideTheClouds()) {
      // Given
      clouds.register(
          "quay",
          "local",
          Map.of(
              "home", home.toString(),
              "software", ridgeway.stack().home().software().toString(),
              "addresses", range.cidr(),
              "cpuMillis", "16000",
              "minFreeDiskMib", "0"));
      // When
      Span network = Span.over(firm, "east", "quay");
      // Then
      assertThat(network.validators()).isEqualTo(Map.of("east", 2, "quay", 2));
      network.awaitGrowth(3);
      assertThat(network.notary(network.door())).matches("0x[0-9a-fA-F]{40}");
      writesDownWhatIsApplied(network);
      // When
      JsonNode drained = ridgeway.operator().post("/ops/v1/city-nodes/quay/drain", Map.of());
      // Then
      String operation = drained.at("/staying/0/operation").asText();
      assertThat(operation).as(drained.toString()).isNotEmpty();
      network.await("it was moved", now -> isOver(operation));
      assertThat(network.validators()).isEqualTo(Map.of("east", 4));
      assertThat(network.callable().keySet()).isEqualTo(Set.of("east"));
      network.awaitState("Ready");
      network.awaitGrowth(3);
      assertThat(network.notary(network.door())).matches("0x[0-9a-fA-F]{40}");
      assertThat(home.resolve("nodes")).isEmptyDirectory();
      // When
      network.delete();
      // Then
      RunningRidgeway.await(
          "nothing is left in east", () -> clouds.left("east", network.id()).isEmpty());
    }
  }

  private boolean isOver(String operation) {
    return firm.api().get("/v1/operations/" + operation).path("state").asText().equals("SUCCEEDED");
  }

  /** A file for the cloud, and a word about this machine, which has no manifests. */
  private void writesDownWhatIsApplied(Span network) throws Exception {
    // Given
    Terminal terminal = new Terminal(ridgeway, folder);
    terminal.signIn("operator");
    Path directory = folder.resolve("gitops");
    // When
    Terminal.Ended written =
        terminal.run("networks", "manifests", network.id(), "--directory", directory.toString());
    // Then
    assertThat(written.exit()).as("not every city node has manifests").isEqualTo(1);
    assertThat(written.err()).contains("The adapter of city node quay has no manifests to show.");
    Path file = directory.resolve("east.yaml");
    assertThat(written.out().lines()).containsExactly(file.toString());
    assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    String yaml = Files.readString(file);
    InNamespace there = new InNamespace(clouds.client("east"), network.id());
    assertThat(there.names(yaml)).contains("StatefulSet/validator-1").isEqualTo(there.names());
    List<String> secrets = there.secretValues();
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(2);
    secrets.forEach(value -> assertThat(yaml.contains(value)).as("a secret's value").isFalse());
    assertThat(yaml).contains("ridgeway-key://");
    assertThat(terminal.run("logout").exit()).isZero();
  }
}
