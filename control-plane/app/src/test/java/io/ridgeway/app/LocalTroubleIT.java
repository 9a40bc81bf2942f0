package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.ProcessMark;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Troubles of the machine that the local city node runs on: operators are told what is wrong,
 * where, and what to do, tenants what kind of trouble it is; and the network is well again when
 * that was done.
 */
class LocalTroubleIT {
  private static final String VICTIM = "validator-1";
  private static final Pattern PROGRAM = Pattern.compile("path: \"([^\"]+)\"");

  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  @AfterEach
  void asBefore() {
    ridgeway.start();
    ridgeway.withoutNetworks();
  }

  @Test
  void aProgramThatIsMissingOrChangedAndATakenPortAreToldAndMended() throws IOException {
    // Given
    Path program = ownProgram();
    Path away = program.resolveSibling("away");
    Firm firm = Firm.verified(ridgeway);
    String network = firm.readyNetwork();

    // When
    Files.move(program, away);
    kill(network);

    // Then
    String missing = blocked(firm, network);
    assertThat(missing).contains("goquorum", program.toString(), "is missing: build or install it");
    assertThat(condition(firm, network, "NODES_READY")).contains("Not running", VICTIM);
    assertThat(firm.height(network)).isPositive();

    // When
    Files.copy(away, program);
    Files.write(program, new byte[1], StandardOpenOption.APPEND);

    // Then
    awaitBlocked(firm, network, "is not what its checksum says");
    assertThat(blocked(firm, network)).contains(program.toString(), "install the right file");

    // When
    try (ServerSocket squatter = new ServerSocket()) {
      InetSocketAddress address = ridgeway.cityNode().address(network, VICTIM, "p2p");
      squatter.bind(address);
      Files.move(away, program, StandardCopyOption.REPLACE_EXISTING);

      // Then
      awaitBlocked(firm, network, "is taken by another program");
      assertThat(blocked(firm, network))
          .contains(
              "port " + address.getPort(), address.getAddress().getHostAddress(), "stop that");
    }

    // Then
    RunningRidgeway.await(
        "all nodes run again", () -> condition(firm, network, "NODES_READY").startsWith("TRUE"));
    firm.awaitState(network, "Ready");
    long height = firm.height(network);
    RunningRidgeway.await("the ledger goes on", () -> firm.height(network) > height + 2);
  }

  @Test
  void aFullDiskIsToldAndTheNetworkIsMadeOnceThereIsRoom() {
    // Given
    Firm firm = Firm.verified(ridgeway);
    String quote = firm.quote();
    String key = UUID.randomUUID().toString();
    ridgeway.kill();
    ridgeway.startToCrash("before adapter.apply");
    String network = firm.order(quote, key);
    ridgeway.awaitDeath();

    // When
    ridgeway.start(List.of("-Dridgeway.local.configuration.minFreeDiskMib=999999999"));

    // Then
    RunningRidgeway.await(
        "the condition says that there is no room",
        () -> condition(firm, network, "STORAGE_AMPLE").startsWith("FALSE"));
    assertThat(condition(firm, network, "STORAGE_AMPLE"))
        .contains("No room at city node local-1", "the operator must make some");
    JsonNode operation = firm.api().get("/v1/networks/" + network + "/operations").at("/items/0");
    assertThat(operation.toString())
        .contains("City node local-1 has no room left; the operator must make some.")
        .doesNotContain(ridgeway.cityNode().root().toString());
    assertThat(detail(network))
        .contains("the disk of", ridgeway.cityNode().root().toString(), "make room there");
    assertThat(refusedQuote(firm)).contains("insufficient-capacity");

    // When
    ridgeway.kill();
    ridgeway.start();

    // Then
    firm.awaitState(network, "Ready");
    assertThat(condition(firm, network, "STORAGE_AMPLE")).startsWith("TRUE");
    assertThat(ridgeway.cityNode().recorded(network).values())
        .hasSize(5)
        .allMatch(ProcessMark::lives);
  }

  /** Lists a copy of the program in place of the one that everybody here shares. */
  private Path ownProgram() throws IOException {
    Path list = ridgeway.root().resolve("software.yaml");
    String text = Files.readString(list);
    Matcher path = PROGRAM.matcher(text);
    assertThat(path.find()).as(text).isTrue();
    Path own = Files.createDirectories(ridgeway.root().resolve("programs")).resolve("node");
    Files.copy(Path.of(path.group(1)), own, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(list, text.replace(path.group(1), own.toString()));
    return own;
  }

  private void kill(String network) {
    Map<String, ProcessMark> recorded = ridgeway.cityNode().recorded(network);
    ProcessMark victim =
        recorded.entrySet().stream()
            .filter(node -> node.getKey().contains("." + VICTIM + "."))
            .findFirst()
            .orElseThrow()
            .getValue();
    ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
  }

  /** What operators read of the node, once it can't be started; tenants read none of that. */
  private String blocked(Firm firm, String network) {
    awaitBlocked(firm, network, "");
    RunningRidgeway.await(
        "the condition says so", () -> condition(firm, network, "NODES_READY").startsWith("FALSE"));
    assertThat(node(firm, network).path("message").asText())
        .isEqualTo("It can't be started as things are; the operator must see to it.");
    return detail(network);
  }

  private String detail(String network) {
    return ridgeway
        .operator()
        .get("/ops/v1/networks")
        .path("items")
        .valueStream()
        .filter(n -> n.path("id").asText().equals(network))
        .flatMap(n -> n.path("nodes").valueStream())
        .filter(node -> node.path("name").asText().equals(VICTIM))
        .map(node -> node.path("detail").asText())
        .findFirst()
        .orElseThrow();
  }

  private void awaitBlocked(Firm firm, String network, String why) {
    RunningRidgeway.await(
        VICTIM + " is blocked: " + why,
        () ->
            node(firm, network).path("phase").asText().equals("BLOCKED")
                && detail(network).contains(why));
  }

  private static JsonNode node(Firm firm, String network) {
    return firm.network(network)
        .path("nodes")
        .valueStream()
        .filter(node -> node.path("name").asText().equals(VICTIM))
        .findFirst()
        .orElseThrow();
  }

  private static String condition(Firm firm, String network, String type) {
    return firm.network(network)
        .path("conditions")
        .valueStream()
        .filter(condition -> condition.path("type").asText().equals(type))
        .map(
            condition ->
                condition.path("status").asText() + " " + condition.path("message").asText())
        .findFirst()
        .orElse("");
  }

  private static String refusedQuote(Firm firm) {
    List<String> refusals = new java.util.ArrayList<>();
    RunningRidgeway.await(
        "the city node says that it is full",
        () -> {
          try {
            firm.api().post("/v1/quotes", firm.wish());
            return false;
          } catch (ApiProblem e) {
            refusals.add(e.type() + " " + e.getMessage());
            return true;
          }
        });
    return refusals.get(0);
  }
}
