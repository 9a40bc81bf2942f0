package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is done to a FISCO BCOS chain that runs, through the whole application; on what, see
 * FiscoSoftware. Doubles do as the governor tells them, and agree on nothing.
 */
class FiscoChangeIT {
  private static final String SUCCEEDED = "SUCCEEDED";

  /** Takes five minutes: nodes are restarted in their turns four times over. */
  @Test
  @Tag("left-to-full")
  void aChainIsChangedAndGovernedWhileItRuns() {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FiscoSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);
    String network =
        ready(firm, "3.16", Map.of("compatibilityVersion", "3.15.0", "cryptography", "standard"));

    // Then
    ordered(firm, network, Map.of("nodes", Map.of("observer", 1)), "an observer comes");
    assertThat(names(firm, network)).contains("observer-1").hasSize(5);
    over(
        firm,
        network,
        "a sealer is replaced",
        firm.api()
            .post("/v1/networks/" + network + "/replacements", Map.of("nodes", List.of("sealer-2")))
            .path("id")
            .asText());
    assertThat(names(firm, network)).contains("sealer-5").doesNotContain("sealer-2").hasSize(5);
    over(
        firm,
        network,
        "certificates are renewed",
        firm.api().post("/v1/networks/" + network + "/rotations", Map.of()).path("id").asText());
    ordered(
        firm,
        network,
        Map.of("parameters", Map.of("compatibilityVersion", "3.16.4")),
        "the rules are raised");
    ordered(
        firm,
        network,
        Map.of("nodes", Map.of("observer", 0), "storageGib", 3),
        "the observer goes, and storage grows");
    assertThat(names(firm, network)).doesNotContain("observer-1").hasSize(4);
    assertThat(firm.network(network).path("spec").path("storageGib").asInt()).isEqualTo(3);
    isFrozenAndLetGo(firm, network);
    firm.delete(network);
  }

  @Test
  void nodesGoUpByARelease() {
    assumeFalse(FiscoSoftware.isReal(), "one official release is there, and this takes two");
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FiscoSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);
    String network = ready(firm, "3.15", Map.of("cryptography", "guomi"));
    assertThat(firm.network(network).path("software").asText()).isEqualTo("fisco-bcos 3.15.5");

    // When
    ordered(
        firm,
        network,
        Map.of("version", "3.16", "parameters", Map.of("compatibilityVersion", "3.16.4")),
        "from 3.15 to 3.16");

    // Then
    assertThat(firm.network(network).path("software").asText()).isEqualTo("fisco-bcos 3.16.4");
    firm.delete(network);
  }

  private static void isFrozenAndLetGo(Firm firm, String network) {
    String path = "/v1/networks/" + network + "/freezes";
    String account = "0x" + "b0".repeat(20);
    assertThatThrownBy(() -> freeze(firm, path, "0x12", true))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("An address is 0x and 40 hex digits.");
    for (boolean frozen : new boolean[] {true, false}) {
      JsonNode begun = freeze(firm, path, account, frozen);
      over(
          firm,
          network,
          frozen ? "an account is frozen" : "an account is let go",
          begun.path("operation").asText());
      JsonNode record = firm.api().get(path + "/" + begun.path("id").asText());
      assertThat(record.path("state").asText()).as(record.toString()).isEqualTo("DONE");
      assertThat(record.path("transactions")).hasSize(1);
      assertThat(record.path("block").asLong()).isPositive();
    }
    assertThat(firm.api().get(path).path("items")).hasSize(2);
  }

  private static JsonNode freeze(Firm firm, String path, String account, boolean frozen) {
    return firm.api()
        .post(
            path,
            Map.of(
                "kind",
                "ACCOUNT",
                "address",
                account,
                "frozen",
                frozen,
                "reason",
                "A court's order.",
                "reference",
                "case 7"));
  }

  private static String ready(Firm firm, String version, Map<String, String> parameters) {
    String quote =
        firm.quote(FiscoOrderIT.wish(version, Map.of("sealer", 4, "observer", 0), parameters));
    String network = firm.order(quote, UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    return network;
  }

  private static List<String> names(Firm firm, String network) {
    return firm.network(network).path("nodes").findValuesAsText("name");
  }

  private static void ordered(Firm firm, String network, Map<String, Object> change, String what) {
    JsonNode quote = firm.api().post("/v1/networks/" + network + "/quotes", change);
    firm.order(quote.path("id").asText(), UUID.randomUUID().toString());
    over(
        firm,
        network,
        what,
        firm.api()
            .get("/v1/networks/" + network + "/operations")
            .path("items")
            .path(0)
            .path("id")
            .asText());
  }

  private static void over(Firm firm, String network, String what, String operation) {
    long begun = System.nanoTime();
    String path = "/v1/operations/" + operation;
    try {
      RunningRidgeway.await(
          what,
          () ->
              firm.api().get(path).path("state").asText().equals(SUCCEEDED)
                  && firm.state(network).equals("Ready"));
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + ": " + firm.api().get(path) + "; " + firm.network(network), e);
    }
    System.out.printf("FISCO BCOS, %s: %.1f s%n", what, (System.nanoTime() - begun) / 1e9);
  }
}
