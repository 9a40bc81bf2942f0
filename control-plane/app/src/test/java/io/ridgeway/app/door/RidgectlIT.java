package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.Terminal;
import io.ridgeway.app.cli.Terminal.Ended;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A firm's whole way by the command line alone, from the sign-in to the deleted network. */
class RidgectlIT {
  private final DoorFixture ridgeway = DoorFixture.running();
  @TempDir Path folder;

  @Test
  void aFirmWalksItsWholeWay() throws Exception {
    // Signing in: the browser is somewhere else.
    ridgeway.ridgeway().password("cli-clerk");
    assertThat(run("whoami").exit()).isEqualTo(3);
    terminal().signIn("cli-clerk");
    assertThat(run("whoami").out()).startsWith("cli-clerk at ");
    assertThat(Files.getPosixFilePermissions(terminal().session()).toString())
        .doesNotContain("GROUP")
        .doesNotContain("OTHERS");

    // The firm
    String tenant = json("tenant", "create", "Clerks", "--country", "sg").path("id").asText();
    ridgeway.ridgeway().owns("cli-clerk", tenant);
    json(
        "tenant",
        "verify",
        tenant,
        "--legal-name",
        "Clerks Ltd",
        "--registration-number",
        "7",
        "--representative",
        "C");
    ridgeway
        .operator()
        .post("/ops/v1/verifications/" + tenant, Map.of("approved", true, "reason", "Known."))
        .good();

    // Acting for one of two
    String second = json("tenant", "create", "Second", "--country", "sg").path("id").asText();
    assertThat(json("networks", "list", "--tenant", tenant).path("items")).isEmpty();
    Ended unclear = run("tenant", "use", "tnonsense");
    assertThat(unclear.exit()).as(unclear.err()).isEqualTo(1);
    assertThat(run("tenant", "use", tenant).exit()).isZero();
    assertThat(json("tenant", "show").path("id").asText()).isEqualTo(tenant);
    assertThat(json("tenant", "show", second).path("name").asText()).isEqualTo("Second");
    Ended shown = run("tenant", "show", tenant);
    assertThat(shown.out()).contains("VERIFICATION", tenant, "Clerks", "VERIFIED");

    // Its people
    JsonNode invited = json("members", "invite", "cli-second@example.com", "--role", "developer");
    assertThat(invited.path("code").asText()).startsWith("rwi_");
    assertThat(json("members", "invitations").at("/items/0/state").asText()).isEqualTo("OPEN");
    Path code = Files.writeString(folder.resolve("code"), "rwi_mistyped\n");
    Ended mistyped = run("members", "join", "--code-file", code.toString());
    assertThat(mistyped.exit()).isEqualTo(1);
    assertThat(mistyped.err()).contains("No invitation has this code").doesNotContain("mistyped");
    assertThat(run("members", "withdraw", invited.path("id").asText()).exit()).isZero();
    assertThat(run("members", "invitations").out()).contains("WITHDRAWN");
    String me = json("members", "list").at("/items/0/user").asText();
    assertThat(run("members", "role", me, "viewer").err()).contains("without an administrator");
    assertThat(run("members", "remove", me).exit()).isEqualTo(1);

    // The order
    assertThat(json("catalogue").path("frameworks").path(0).path("name").asText())
        .isEqualTo("ethereum");
    String law = "";
    for (JsonNode place : json("catalogue").path("cityNodes")) {
      law = place.path("id").asText().equals("local-1") ? place.path("jurisdiction").asText() : law;
    }
    Ended elsewhere =
        run("quote", "by-hand", "--nodes", "validator=4,rpc=1", "--at", "local-1", "--under", "AQ");
    assertThat(elsewhere.exit()).isEqualTo(1);
    assertThat(elsewhere.err()).contains("under the law of " + law, "you asked for AQ alone");
    String quote =
        json(
                "quote",
                "by-hand",
                "--under",
                law,
                "--nodes",
                "validator=4,rpc=1",
                "--parameter",
                "blockPeriodSeconds=1",
                "--at",
                "local-1",
                "--storage",
                "1",
                "--term",
                "monthly")
            .path("id")
            .asText();
    String network = json("order", quote, "--accept-no-site-loss").path("network").asText();
    Ended watched = run("networks", "watch", network);
    assertThat(watched.exit()).as(watched.err()).isZero();
    assertThat(watched.out()).contains("genesis", "join", "Ready");
    assertThat(json("networks", "list").at("/items/0/id").asText()).isEqualTo(network);
    assertThat(json("networks", "get", network).path("nodes")).hasSize(5);
    assertThat(json("networks", "get", network).at("/spec/jurisdictions/0").asText())
        .isEqualTo(law);
    Ended again = run("networks", "watch", network);
    assertThat(again.exit()).as("what is ready already: " + again.err()).isZero();
    JsonNode created = json("networks", "operations", network).at("/items/0");
    assertThat(created.path("kind").asText()).isEqualTo("CREATE");
    assertThat(created.path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(run("networks", "operations", network).out()).contains("KIND", "CREATE", "100");
    assertThat(run("networks", "watch", "nonsense").exit()).isEqualTo(1);

    // Its use
    String account = json("keys", "create", network, "clerk").path("account").asText();
    assertThat(json("keys", "list", network).at("/items/0/account").asText()).isEqualTo(account);
    JsonNode credential = json("gateway", "create", network, "till");
    assertThat(credential.path("secret").asText()).isNotBlank();
    assertThat(run("gateway", "revoke", credential.path("id").asText()).exit()).isZero();
    assertThat(json("gateway", "list", network).at("/items/0/revokedAt").asText()).isNotBlank();
    assertThat(json("usage", network).has("totals")).isTrue();

    // Its change
    Ended nothing = run("networks", "change", network);
    assertThat(nothing.exit()).isEqualTo(1);
    assertThat(nothing.err()).contains("is what the network is already");
    assertThat(run("networks", "change", network, "--parameter", "chainId=7").err())
        .contains("is for good");
    JsonNode change = json("networks", "change", network, "--nodes", "rpc=2", "--tps", "20");
    assertThat(change.path("changes").asText()).isEqualTo(network);
    assertThat(change.at("/offer/lines/0/text").asText()).contains("6 instead of 5");
    Ended changed = run("order", change.path("id").asText(), "--accept-no-site-loss", "--watch");
    assertThat(changed.exit()).as(changed.err()).isZero();
    assertThat(json("networks", "get", network).path("nodes")).hasSize(6);
    JsonNode done = json("networks", "operations", network).at("/items/0");
    assertThat(done.path("kind").asText()).isEqualTo("CHANGE");
    assertThat(done.path("state").asText()).isEqualTo("SUCCEEDED");

    // Its books
    DoorFixture.until(RunningRidgeway.PATIENCE, "there are two invoices", () -> invoices() == 2);
    String invoice = json("invoices", "list").at("/items/0/id").asText();
    Path pdf = folder.resolve("invoice.pdf");
    assertThat(run("invoices", "get", invoice, "--pdf", pdf.toString()).exit()).isZero();
    assertThat(new String(Files.readAllBytes(pdf), StandardCharsets.ISO_8859_1))
        .startsWith("%PDF-");

    // Its end
    Ended deleted = run("networks", "delete", network, "--yes", "--watch");
    assertThat(deleted.exit()).as(deleted.err()).isZero();
    assertThat(json("networks", "get", network).path("state").asText()).isEqualTo("Deleted");
    assertThat(json("networks", "operations", network).at("/items/0/kind").asText())
        .isEqualTo("DELETE");
    assertThat(run("networks", "get", "nonsense").exit()).isEqualTo(1);
    assertThat(run("logout").exit()).isZero();
    assertThat(run("whoami").exit()).isEqualTo(3);
  }

  @Test
  void aServiceSignsInWithItsSecretAndActsAsItself() throws Exception {
    // Given
    String secret = ridgeway.ridgeway().makeService("till-service");
    Path file = Files.writeString(folder.resolve("secret"), secret + "\n");

    // When
    Ended wrong = run("login", "--client-id", "till-service", "--client-secret-file", "/dev/null");
    Ended without = run("login", "--client-id", "till-service");
    Ended signedIn =
        run("login", "--client-id", "till-service", "--client-secret-file", file.toString());

    // Then
    assertThat(wrong.exit()).as(wrong.err()).isEqualTo(3);
    assertThat(without.exit()).isEqualTo(1);
    assertThat(without.err()).contains("--client-secret-file");
    assertThat(signedIn.exit()).as(signedIn.err()).isZero();
    assertThat(json("whoami").path("name").asText()).isEqualTo("service-account-till-service");
    assertThat(Files.readString(terminal().session())).doesNotContain(secret);

    // When
    String tenant = json("tenant", "create", "Tills", "--country", "sg").path("id").asText();

    // Then
    assertThat(json("whoami").at("/tenants/0/tenant").asText()).isEqualTo(tenant);
    assertThat(json("catalogue").path("frameworks")).isNotEmpty();
    assertThat(json("networks", "list").path("items")).isEmpty();
    assertThat(run("logout").exit()).isZero();
  }

  private int invoices() {
    try {
      return json("invoices", "list").path("items").size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode json(String... arguments) throws IOException {
    return terminal().json(arguments);
  }

  private Ended run(String... arguments) {
    return terminal().run(arguments);
  }

  private Terminal terminal() {
    return new Terminal(ridgeway.ridgeway(), folder);
  }
}
