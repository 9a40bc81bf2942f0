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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Fabric network, ordered as a customer does, one of whose two members brings its own
 * authorities: openssl, by the lines of the documentation, certifies its nodes, its administrator
 * and its application, again when all is renewed, and takes the application back in the end.
 */
@Tag("left-to-full")
class FabricOwnAuthorityIT {
  private static final String HASH = "ab".repeat(32);

  @TempDir Path folder;

  private Firm firm;
  private String path;

  @Test
  void aMemberCertifiesItsNodesAndApplicationsItself() {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FabricSoftware.at(ridgeway);
    firm = Firm.verified(ridgeway);
    root("root");
    root("tls");

    // Then what is no root isn't quoted
    assertThatThrownBy(() -> quote(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("The root of beta's authority is refused");

    // When
    String network = firm.order(quote(base64("root")), UUID.randomUUID().toString());
    path = "/v1/networks/" + network;

    // Then the order waits for each of beta's certificates
    List<JsonNode> asked = pending(4);
    assertThat(names(asked))
        .containsExactly("beta-admin", "contract-beta-1-tls", "peer-beta-1", "peer-beta-1-tls");
    RunningRidgeway.await(
        "the operation says so",
        () -> newest().path("message").asText().startsWith("Waits for beta-ca, beta-tlsca"));

    // When one is certified by the wrong authority, and one without its hosts
    JsonNode tls = named(asked, "peer-beta-1-tls");
    save(tls);
    openssl("x509 -req -in asked.csr -CA root.pem -CAkey root.key -days 365 -out wrong.pem");
    assertThatThrownBy(() -> bring(tls, "wrong.pem"))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("isn't signed by the root that was ordered");
    openssl("x509 -req -in asked.csr -CA tls.pem -CAkey tls.key -days 365 -out wrong.pem");
    assertThatThrownBy(() -> bring(tls, "wrong.pem"))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("must have digitalSignature");

    // When all are as they should be
    asked.forEach(this::certify);

    // Then
    firm.awaitState(network, "Ready");
    firm.api().post(path + "/keys", Map.of("name", "clerk"));
    JsonNode bot = firm.api().post(path + "/keys", Map.of("name", "bot", "organisation", "beta"));
    assertThat(bot.path("certificate").asText()).isEmpty();
    NativeApi gateway = NotaryThroughTheGateway.gateway(firm, network);
    Answer uncertified = gateway.call("transactions", "bot", "notary", "draft", draft("early"));
    assertThat(uncertified.status()).isEqualTo(409);
    assertThat(uncertified.body().path("detail").asText()).contains("has no certificate");

    // When
    JsonNode client = pending(1).get(0);
    assertThat(client.hasNonNull("operation")).isFalse();
    certify(client);
    // Then beta's application submits, and both members endorse
    assertThat(submitted(gateway, "bot", "lease-1").path("code").asText()).isEqualTo("VALID");

    // When all is renewed
    firm.api().post(path + "/rotations", Map.of());
    pending(4).forEach(this::certify);
    // Then
    over("ROTATE");
    assertThat(submitted(gateway, "bot", "lease-2").path("code").asText()).isEqualTo("VALID");

    // When beta's authority takes its application back
    files();
    openssl("ca -config ca.cnf -revoke bot-client.pem");
    openssl("ca -config ca.cnf -gencrl -out list.pem");
    assertThatThrownBy(() -> firm.api().post(path + "/revocations", Map.of("name", "bot")))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("bring that list");
    firm.api()
        .post(path + "/revocations", Map.of("organisation", "beta", "list", read("list.pem")));
    over("REVOKE");
    // Then
    RunningRidgeway.await(
        "it is refused",
        () ->
            gateway.call("transactions", "bot", "notary", "draft", draft("late")).status() == 409);

    // When custody's does the same
    submitted(gateway, "clerk", "lease-3");
    firm.api().post(path + "/revocations", Map.of("name", "clerk"));
    over("REVOKE");
    // Then
    RunningRidgeway.await(
        "it is refused",
        () ->
            gateway.call("queries", "clerk", "notary", "read", List.of("lease-1")).status() == 409);
    assertThat(firm.api().get(path + "/revocations").path("items").findValuesAsText("authority"))
        .containsExactly("alpha-ca", "beta-ca");
    firm.delete(network);
  }

  private String quote(String root) {
    return firm.quote(
        Wish.fabric(
            Map.of("orderer", 1, "peer", 2, "contract", 2),
            Map.of(
                "organisations",
                "alpha,beta",
                "contract",
                "notary",
                "authorities",
                "beta=" + root,
                "tlsAuthorities",
                "beta=" + base64("tls"))));
  }

  /** By the lines of the documentation. */
  private void root(String name) {
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650"
            + " -subj /O=beta/CN=beta-"
            + name
            + " -addext keyUsage=critical,keyCertSign,cRLSign -keyout "
            + name
            + ".key -out "
            + name
            + ".pem");
    openssl("x509 -in " + name + ".pem -outform DER -out " + name + ".der");
  }

  private void certify(JsonNode approval) {
    save(approval);
    String authority =
        approval.path("wanted").path("authority").asText().equals("beta-ca") ? "root" : "tls";
    String file = approval.path("wanted").path("name").asText() + ".pem";
    openssl(
        "x509 -req -in asked.csr -CA "
            + authority
            + ".pem -CAkey "
            + authority
            + ".key -days 365 -copy_extensions copy -out "
            + file);
    bring(approval, file);
  }

  private void save(JsonNode approval) {
    write(
        "asked.csr",
        new String(
            firm.api()
                .document(
                    path + "/approvals/" + approval.path("id").asText() + "/request", "text/plain"),
            StandardCharsets.US_ASCII));
  }

  private void bring(JsonNode approval, String file) {
    firm.api()
        .post(
            path + "/approvals/" + approval.path("id").asText(), Map.of("certificate", read(file)));
  }

  /** What is asked for now, once it is so many. */
  private List<JsonNode> pending(int count) {
    List<JsonNode> found = new ArrayList<>();
    RunningRidgeway.await(
        count + " certificates are asked for",
        () -> {
          found.clear();
          for (JsonNode one : firm.api().get(path + "/approvals").path("items")) {
            if (one.path("state").asText().equals("PENDING")) {
              found.add(one);
            }
          }
          return found.size() == count;
        });
    return List.copyOf(found);
  }

  private static Set<String> names(List<JsonNode> approvals) {
    Set<String> names = new TreeSet<>();
    approvals.forEach(a -> names.add(a.path("wanted").path("name").asText()));
    return names;
  }

  private static JsonNode named(List<JsonNode> approvals, String name) {
    return approvals.stream()
        .filter(a -> a.path("wanted").path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode newest() {
    return firm.api().get(path + "/operations").path("items").path(0);
  }

  private void over(String kind) {
    RunningRidgeway.await(
        kind + " is over",
        () ->
            newest().path("kind").asText().equals(kind)
                && newest().path("state").asText().equals("SUCCEEDED"));
  }

  /** A peer that was started again a moment ago may not answer yet. */
  private static JsonNode submitted(NativeApi gateway, String key, String lease) {
    List<Answer> answers = new ArrayList<>();
    RunningRidgeway.await(
        lease + " is drafted",
        () -> {
          answers.add(gateway.call("transactions", key, "notary", "draft", draft(lease)));
          return answers.get(answers.size() - 1).status() == 200;
        });
    return answers.get(answers.size() - 1).body();
  }

  private static List<String> draft(String lease) {
    return List.of(lease, HASH, "alpha,beta");
  }

  /** What openssl ca needs to sign lists. */
  private void files() {
    write("index.txt", "");
    write("crlnumber", "01\n");
    write(
        "ca.cnf",
        """
        [ca]
        default_ca = own
        [own]
        certificate = root.pem
        private_key = root.key
        database = index.txt
        crlnumber = crlnumber
        default_md = sha256
        default_crl_days = 365
        crl_extensions = list
        [list]
        authorityKeyIdentifier = keyid
        """);
  }

  private String base64(String name) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(name + ".der")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openssl(String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    ExampleClients.run(folder, command);
  }
}
