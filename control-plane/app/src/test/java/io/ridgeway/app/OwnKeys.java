package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An application of beta that keeps its key, on a Fabric network that runs the notary. */
record OwnKeys(Firm firm, String network, Path folder) {
  private static final String HASH = "cd".repeat(32);

  /** With a key that openssl made, its certificate, and the connection profile, in the folder. */
  static OwnKeys enrolled(Firm firm, String network, Path folder) {
    OwnKeys own = new OwnKeys(firm, network, folder);
    own.openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out till.key");
    own.openssl("req -new -key till.key -subj /CN=anything -out till.csr");
    JsonNode client = own.enrol();
    assertThat(client.path("certifiedBy").asText()).isEqualTo("beta-ca");
    Instant expires = Instant.parse(client.path("expiresAt").asText());
    assertThat(Duration.between(Instant.parse(client.path("notBefore").asText()), expires))
        .isBetween(Duration.ofDays(30), Duration.ofDays(31));
    assertThat(own.enrol()).as("asked again").isEqualTo(client);
    own.write("till.pem", client.path("certificate").asText());
    assertThat(own.openssl("x509 -in till.pem -noout -subject"))
        .contains("O = beta", "OU = client", "CN = till")
        .doesNotContain("anything");
    byte[] profile = own.profile("json", "application/json");
    own.write("profile.json", new String(profile, StandardCharsets.UTF_8));
    assertThat(new String(own.profile("yaml", "application/yaml"), StandardCharsets.UTF_8))
        .contains("organization: beta", "and only there");
    return own;
  }

  private JsonNode enrol() {
    return firm.api()
        .post(
            path() + "/clients",
            Map.of(
                "name", "till", "request", read("till.csr"), "organisation", "beta", "days", 30));
  }

  void refusesWhatIsNoRequest() {
    openssl("genpkey -algorithm RSA -out rsa.key");
    openssl("req -new -key rsa.key -subj /CN=till -out rsa.csr");
    for (String request : List.of("no PEM", read("till.pem"), read("rsa.csr"))) {
      assertThatThrownBy(
              () ->
                  firm.api().post(path() + "/clients", Map.of("name", "other", "request", request)))
          .isInstanceOf(ApiProblem.class)
          .hasMessageContaining("The certification request (PKCS#10) is refused");
    }
    assertThat(firm.api().get(path() + "/clients").path("items").findValuesAsText("name"))
        .contains("till")
        .doesNotContain("other");
  }

  /** The program submits by the profile, and reads what it wrote; a refusal shows its reason. */
  void drafts(String lease, List<String> program) {
    List<String> outputs = new ArrayList<>();
    List<String> draft = call(program, "submit", "draft", lease, HASH, "alpha,beta");
    try {
      RunningRidgeway.await(
          lease + " is drafted",
          () -> {
            ExampleClients.Ended ended = ExampleClients.end(folder, draft);
            outputs.add(ended.output());
            // An answer that was lost is no second transaction.
            return ended.exit() == 0 || ended.output().contains("already");
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + outputs, e);
    }
    assertThat(outputs.get(outputs.size() - 1)).containsAnyOf("\"status\":\"OPEN\"", "already");
    assertThat(ExampleClients.run(folder, call(program, "evaluate", "read", lease)))
        .contains("\"status\":\"OPEN\"", lease);
    assertThat(ExampleClients.end(folder, call(program, "submit", "draft")).exit()).isEqualTo(1);
    assertThat(ExampleClients.end(folder, program).exit()).isEqualTo(2);
  }

  /** Beta's note to a lease, which only beta's own peers have. */
  void notes(String lease, String note, List<String> program) {
    List<String> hidden = new ArrayList<>(List.of("env", "TRANSIENT=annex=" + note));
    hidden.addAll(program);
    List<String> attach = call(hidden, "submit", "attach", lease, "_implicit_org_beta");
    List<String> outputs = new ArrayList<>();
    RunningRidgeway.await(
        "a note is attached to " + lease,
        () -> {
          ExampleClients.Ended ended = ExampleClients.end(folder, attach);
          outputs.add(ended.output());
          // Twice is no more than once.
          return ended.exit() == 0;
        });
    assertThat(outputs.get(outputs.size() - 1)).contains("_implicit_org_beta").doesNotContain(note);
    assertThat(noted(lease, program)).contains(note);
  }

  /** What beta's peers answer when they are asked for it. */
  String noted(String lease, List<String> program) {
    return ExampleClients.end(
            folder, call(program, "evaluate", "attached", lease, "_implicit_org_beta"))
        .output();
  }

  private static List<String> call(List<String> program, String how, String... call) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("profile.json", "till.pem", "till.key", how, "notary"));
    command.addAll(List.of(call));
    return command;
  }

  private String path() {
    return "/v1/networks/" + network;
  }

  private byte[] profile(String format, String type) {
    return firm.api()
        .document(path() + "/connection-profile?organisation=beta&format=" + format, type);
  }

  private String openssl(String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    return ExampleClients.run(folder, command);
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
