package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Fabric network, ordered as a customer does, one of whose two members keeps its administrator's
 * key: a third comes in only after that one signed, by the recipe of the documentation.
 */
@Tag("left-to-full")
class FabricApprovalIT {
  @TempDir Path folder;

  @Test
  void aThirdOrganisationComesInOnceTheMemberSignedThatKeepsItsKey() throws Exception {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FabricSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);
    openssl(
        "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -keyout beta.key"
            + " -subj /CN=beta-admin -out beta.csr");
    openssl("req -in beta.csr -outform DER -out beta.der");
    String administrators = "beta=" + base64("beta.der");

    // When
    String quote =
        firm.quote(
            Wish.fabric(
                Map.of("orderer", 1, "peer", 2),
                Map.of("organisations", "alpha,beta", "administrators", administrators)));
    String network = firm.order(quote, UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    // Then
    assertThat(approvals(firm, network)).isEmpty();
    firm.api().post("/v1/networks/" + network + "/keys", Map.of("name", "thief"));

    // When gamma is to come, and beta says no
    String refused = gammaComes(firm, network);
    JsonNode first = pending(firm, network);
    assertThat(first.path("what").asText()).endsWith("gamma comes to the channel");
    String door = "/v1/networks/" + network + "/approvals/";
    firm.api()
        .post(door + first.path("id").asText() + "/refusal", Map.of("reason", "who is gamma?"));
    // Then the network is what it was
    RunningRidgeway.await(
        "it is turned back",
        () ->
            operation(firm, network, refused).path("state").asText().equals("FAILED")
                && firm.state(network).equals("Ready")
                && nodes(firm, network)
                    .equals(List.of("orderer-1", "peer-alpha-1", "peer-beta-1")));
    assertThat(operation(firm, network, refused).path("message").asText())
        .startsWith("beta refused to sign")
        .endsWith("who is gamma?");
    assertThat(firm.network(network).path("spec").path("parameters").path("organisations").asText())
        .isEqualTo("alpha,beta");
    RunningRidgeway.await("nothing is under way", () -> firm.isIdle(network));

    // When it is ordered again
    String again = gammaComes(firm, network);
    JsonNode asked = pending(firm, network);
    String approval = door + asked.path("id").asText();
    // Then the operation says whom it waits for
    RunningRidgeway.await(
        "it says so",
        () ->
            operation(firm, network, again)
                .path("message")
                .asText()
                .startsWith("Waits for the signature of beta (see approvals)"));
    // Then a wrong signature isn't taken, nor one of what was asked before
    Files.write(folder.resolve("before.bin"), decoded(first.path("toSign")));
    openssl("dgst -sha256 -sign beta.key -out before.sig before.bin");
    assertThatThrownBy(() -> firm.api().post(approval, Map.of("signature", base64("before.sig"))))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("It isn't a signature over those bytes");
    assertThatThrownBy(
            () ->
                firm.api()
                    .post(
                        door + first.path("id").asText(),
                        Map.of("signature", base64("before.sig"))))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("is REFUSED");

    // When a stolen identity of alpha is revoked meanwhile
    JsonNode revocation =
        firm.api().post("/v1/networks/" + network + "/revocations", Map.of("name", "thief"));
    assertThat(operation(firm, network, again).path("state").asText()).isEqualTo("ASIDE");
    // Then nobody's signature is waited for, and the change goes on with what was asked for it
    RunningRidgeway.await(
        "the channel knows it",
        () ->
            operation(firm, network, revocation.path("id").asText())
                    .path("state")
                    .asText()
                    .equals("SUCCEEDED")
                && operation(firm, network, again).path("state").asText().equals("RUNNING"));
    assertThat(pending(firm, network).path("id")).isEqualTo(asked.path("id"));

    // When
    Files.write(
        folder.resolve("asked.bin"),
        firm.api().document(approval + "/to-sign", "application/octet-stream"));
    assertThat(Files.readAllBytes(folder.resolve("asked.bin")))
        .isEqualTo(decoded(asked.path("toSign")));
    openssl("dgst -sha256 -sign beta.key -out asked.sig asked.bin");
    firm.api().post(approval, Map.of("signature", base64("asked.sig")));

    // Then
    RunningRidgeway.await(
        "gamma has come",
        () ->
            operation(firm, network, again).path("state").asText().equals("SUCCEEDED")
                && firm.state(network).equals("Ready"));
    assertThat(nodes(firm, network))
        .containsExactly("orderer-1", "peer-alpha-1", "peer-beta-1", "peer-gamma-2");
    assertThat(firm.api().get(approval).path("state").asText()).isEqualTo("USED");

    // When
    firm.delete(network);
    // Then
    assertThat(ridgeway.cityNode().processes(network)).isEmpty();
  }

  private static String gammaComes(Firm firm, String network) {
    String change =
        firm.api()
            .post(
                "/v1/networks/" + network + "/quotes",
                Map.of(
                    "nodes",
                    Map.of("peer", 3),
                    "parameters",
                    Map.of("organisations", "alpha,beta,gamma")))
            .path("id")
            .asText();
    firm.order(change, UUID.randomUUID().toString());
    return firm.api()
        .get("/v1/networks/" + network + "/operations")
        .path("items")
        .path(0)
        .path("id")
        .asText();
  }

  private static JsonNode pending(Firm firm, String network) {
    List<JsonNode> found = new ArrayList<>();
    RunningRidgeway.await(
        "somebody is asked",
        () -> {
          approvals(firm, network).stream()
              .filter(a -> a.path("state").asText().equals("PENDING"))
              .forEach(found::add);
          return !found.isEmpty();
        });
    return found.get(0);
  }

  private static List<JsonNode> approvals(Firm firm, String network) {
    List<JsonNode> all = new ArrayList<>();
    firm.api().get("/v1/networks/" + network + "/approvals").path("items").forEach(all::add);
    return all;
  }

  private static JsonNode operation(Firm firm, String network, String id) {
    for (JsonNode one : firm.api().get("/v1/networks/" + network + "/operations").path("items")) {
      if (one.path("id").asText().equals(id)) {
        return one;
      }
    }
    throw new AssertionError("there is no operation " + id);
  }

  private static List<String> nodes(Firm firm, String network) {
    return firm.network(network).path("nodes").findValuesAsText("name").stream().sorted().toList();
  }

  private static byte[] decoded(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asText());
  }

  private String base64(String file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(file)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void openssl(String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    ExampleClients.run(folder, command);
  }
}
