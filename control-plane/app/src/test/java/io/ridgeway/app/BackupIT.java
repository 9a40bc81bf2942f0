package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A peer of a real network at one city node is backed up and restored at another one, by the doors
 * that tenants have. {@code SnapshotsIT} is the shorter way of it.
 */
@Tag("left-to-full")
class BackupIT {
  private static final String HASH = "ab".repeat(32);
  private static final String SECOND = "lab-96";
  private static final String CITY_NODES = "/ops/v1/city-nodes";

  @TempDir Path home;

  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  @AfterEach
  void leaveNothing() {
    ridgeway.withoutNetworks();
    ridgeway.operator().post(CITY_NODES + "/" + SECOND + "/drain", Map.of());
    RunningRidgeway.await("the second city node is gone", this::isForgotten);
  }

  private boolean isForgotten() {
    try {
      ridgeway.operator().delete(CITY_NODES + "/" + SECOND);
      return true;
    } catch (ApiProblem e) {
      return e.type().endsWith("not-found");
    }
  }

  @Test
  void aPeerIsRestoredAtAnotherCityNodeAndAnswersForWhatWasAndWhatComes() throws IOException {
    // Given
    FabricSoftware.at(ridgeway);
    register();
    Firm firm = Firm.verified(ridgeway);
    String network = firm.order(wish());
    firm.awaitState(network, "Ready");
    String path = "/v1/networks/" + network;
    firm.api().post(path + "/keys", Map.of("name", "clerk"));
    firm.api().post(path + "/keys", Map.of("name", "bot", "organisation", "beta"));
    NativeApi gateway = NotaryThroughTheGateway.gateway(firm, network);
    done(gateway, "bot", "draft", "before", HASH, "alpha,beta");
    String from = cityNode(firm, network, "peer-alpha-1");
    String to = from.equals(SECOND) ? "local-1" : SECOND;

    // Then what can't be is refused
    refused(firm, path + "/backups", Map.of("node", "orderer-1"), "restored, it would have");
    refused(firm, path + "/backups", Map.of("node", "contract-alpha-1"), "hold no ledger");

    // When
    JsonNode asked = firm.api().post(path + "/backups", Map.of("node", "peer-alpha-1"));
    String backup = path + "/backups/" + asked.path("id").asText();
    RunningRidgeway.await(
        "the backup is kept", () -> firm.api().get(backup).path("state").asText().equals("KEPT"));

    // Then it says what it is, and what is kept of it can't be read without custody
    JsonNode kept = firm.api().get(backup);
    assertThat(kept.path("height").asLong()).isGreaterThanOrEqualTo(4);
    assertThat(kept.path("cityNode").asText()).isEqualTo(from);
    assertThat(kept.path("files").findValuesAsText("name")).contains("public_state.data");
    assertThat(kept.toString()).doesNotContain("sealed");
    Path stored = ridgeway.stack().home().backups().resolve(asked.path("id").asText());
    assertThat(contents(stored)).isNotEmpty().noneMatch(text -> text.contains("before"));

    // When, after more has happened
    done(gateway, "bot", "draft", "after", HASH, "alpha,beta");
    refused(firm, backup + "/restorations", Map.of("node", "orderer-1"), "restored, it would have");
    refused(firm, backup + "/restorations", Map.of("node", "peer-beta-1"), "must not see");
    firm.api().post(backup + "/restorations", Map.of("node", "peer-alpha-1", "cityNode", to));
    RunningRidgeway.await(
        "the peer is restored",
        () ->
            names(firm, network).contains("peer-alpha-2")
                && !names(firm, network).contains("peer-alpha-1")
                && firm.state(network).equals("Ready"));

    // Then
    assertThat(cityNode(firm, network, "peer-alpha-2")).isEqualTo(to);
    for (String lease : List.of("before", "after")) {
      done(gateway, "clerk", "agree", lease, HASH);
      RunningRidgeway.await(
          "alpha's own peer answers for " + lease,
          () ->
              gateway
                  .call("queries", "clerk", "notary", "read", List.of(lease))
                  .body()
                  .path("result")
                  .asText()
                  .contains("\"party\":\"alpha\""));
    }

    // When
    firm.api().delete(backup);
    // Then
    assertThat(firm.api().get(backup).path("state").asText()).isEqualTo("DELETED");
  }

  private void register() {
    JsonNode local = ridgeway.operator().get(CITY_NODES + "/local-1");
    Map<String, Object> registration = new HashMap<>();
    registration.put("id", SECOND);
    registration.put("city", "Laboratory");
    registration.put("country", local.path("country").asText());
    registration.put("provider", "lab");
    registration.put("adapter", "local");
    registration.put("maxTps", 100);
    registration.put(
        "configuration",
        Map.of(
            "home",
            home.toString(),
            "software",
            local.at("/configuration/software").asText(),
            "addresses",
            "127.96.0.0/16"));
    ridgeway.operator().post(CITY_NODES, registration);
  }

  private static Wish wish() {
    return Wish.fabric(
            Map.of("orderer", 1, "peer", 2, "contract", 2),
            Map.of("organisations", "alpha,beta", "contract", "notary"))
        .with("cityNodes", List.of("local-1", SECOND));
  }

  private static void refused(Firm firm, String path, Map<String, String> body, String why) {
    assertThatThrownBy(() -> firm.api().post(path, body))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining(why);
  }

  private static void done(NativeApi gateway, String key, String function, String... args) {
    RunningRidgeway.await(
        function + " is committed",
        () -> {
          Answer answer = gateway.call("transactions", key, "notary", function, List.of(args));
          // An answer that was lost is no second transaction.
          return answer.status() == 200
              || answer.body().path("detail").asText().contains("already");
        });
  }

  private static List<String> contents(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(
              file -> {
                try {
                  return Files.readString(file, StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  private static Set<String> names(Firm firm, String network) {
    return Set.copyOf(firm.network(network).path("nodes").findValuesAsText("name"));
  }

  private static String cityNode(Firm firm, String network, String node) {
    for (JsonNode one : firm.network(network).path("nodes")) {
      if (one.path("name").asText().equals(node)) {
        return one.path("cityNode").asText();
      }
    }
    return "";
  }
}
