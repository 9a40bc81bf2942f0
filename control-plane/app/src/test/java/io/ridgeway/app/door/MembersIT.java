package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.door.DoorFixture.Customer;
import io.ridgeway.app.door.DoorFixture.Running;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Members come, decide and go at the real doors, and Keycloak's organization follows: a key leaves
 * custody because a second administrator, who was invited, says so.
 */
class MembersIT {
  private final DoorFixture ridgeway = DoorFixture.running();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aSecondAdministratorComesApprovesAnExportAndGoes() throws Exception {
    // Given
    Running network = ridgeway.network();
    Customer owner = network.owner();
    String name = "second-" + UUID.randomUUID().toString().substring(0, 8);
    Door second = ridgeway.portal().as(ridgeway.ridgeway().token(name));

    // When: invited, and let in with the code
    JsonNode invited =
        owner
            .door()
            .post(
                "/v1/members/invitations", Map.of("email", name + "@example.com", "role", "ADMIN"))
            .good();
    String code = invited.path("code").asText();
    ridgeway
        .portal()
        .as(ridgeway.ridgeway().token("rival"))
        .post("/v1/memberships", Map.of("code", code))
        .problem(403, "forbidden");
    JsonNode joined = second.post("/v1/memberships", Map.of("code", code)).good();

    // Then
    assertThat(joined.path("tenant").asText()).isEqualTo(owner.id());
    assertThat(owner.door().get("/v1/members").good().path("items").findValuesAsText("name"))
        .contains(name);
    second.post("/v1/memberships", Map.of("code", code)).problem(409, "illegal-transition");
    String user = second.get("/v1/me").good().path("user").asText();
    DoorFixture.until(
        RunningRidgeway.PATIENCE,
        "Keycloak's organization has the second",
        () -> organisation(owner.id()).contains(user));

    // When: the export that one asks for and the other approves
    KeyPair recipient = rsa();
    String exports = "/v1/networks/" + network.id() + "/key-exports";
    String export =
        owner
            .door()
            .post(
                exports,
                Map.of("key", keyOf(network), "reason", "moving out", "recipient", pem(recipient)))
            .good()
            .path("id")
            .asText();
    owner
        .door()
        .post(exports + "/" + export + "/answers", Map.of("approved", true))
        .problem(403, "forbidden");
    second.post(exports + "/" + export + "/answers", Map.of("approved", true)).good();
    String sealed =
        owner
            .door()
            .post(exports + "/" + export + "/fetched", Map.of())
            .good()
            .path("sealed")
            .asText();

    // Then
    assertThat(opened(sealed, recipient)).startsWith("-----BEGIN PRIVATE KEY-----");

    String me = owner.door().get("/v1/me").good().path("user").asText();
    assertThat(
            owner.door().get("/v1/members/" + me + "/holdings").good().at("/items/0/kind").asText())
        .isEqualTo("EXPORTED_KEY");

    // When: the second has an API key, and is removed
    String apiKey =
        second
            .post("/v1/networks/" + network.id() + "/gateway-credentials", Map.of("name", "theirs"))
            .good()
            .path("secret")
            .asText();
    JsonRpc rpc = new JsonRpc(network.endpoint(), apiKey);
    DoorFixture.until(
        RunningRidgeway.PATIENCE,
        "the gateway knows the key",
        () -> rpc.ask("eth_blockNumber").status() == 200);
    assertThat(sessions(user)).isNotEmpty();
    assertThat(owner.door().delete("/v1/members/" + user).good().path("items").isArray())
        .as("what they could still hold")
        .isTrue();

    // Then
    second
        .with("Ridgeway-Tenant", owner.id())
        .get("/v1/networks/" + network.id())
        .problem(404, "not-found");
    DoorFixture.until(
        RunningRidgeway.PATIENCE,
        "the gateway forgot the key",
        () -> rpc.ask("eth_blockNumber").status() == 401);
    DoorFixture.until(
        RunningRidgeway.PATIENCE,
        "Keycloak's organization and sessions are without the second",
        () -> !organisation(owner.id()).contains(user) && sessions(user).isEmpty());
    owner.door().delete("/v1/members/" + me).problem(409, "conflict");
  }

  @Test
  void anAddressOfAnotherOrganisationIsRefusedWithoutItsName() {
    // Given
    Customer rival = ridgeway.customer("rival");
    Customer owner = ridgeway.network().owner();

    // When
    String said =
        owner
            .door()
            .post("/v1/members/invitations", Map.of("email", "Rival@example.com", "role", "VIEWER"))
            .problem(409, "conflict");

    // Then
    assertThat(said).contains("another organisation").doesNotContain(rival.id(), "Harbour");
  }

  private String keyOf(Running network) {
    return network
        .owner()
        .door()
        .get("/v1/networks/" + network.id() + "/keys")
        .good()
        .at("/items/0/id")
        .asText();
  }

  /** The members of the tenant's organization, as Keycloak has them. */
  private List<String> organisation(String tenant) {
    JsonNode found = admin("/organizations?exact=true&search=" + tenant);
    String id = found.path(0).path("id").asText();
    return ids(admin("/organizations/" + id + "/members?max=100"));
  }

  private List<String> sessions(String user) {
    return ids(admin("/users/" + user + "/sessions"));
  }

  private static List<String> ids(JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false)
        .map(one -> one.path("id").asText())
        .toList();
  }

  private JsonNode admin(String path) {
    Map<String, String> settings = ridgeway.stack().configuration();
    String base = settings.get("ridgeway.keycloak.url");
    Map<String, String> form =
        Map.of(
            "grant_type", "client_credentials",
            "client_id", settings.get("ridgeway.keycloak.client-id"),
            "client_secret", settings.get("ridgeway.keycloak.client-secret"));
    String token =
        read(HttpRequest.newBuilder(
                    URI.create(base + "/realms/ridgeway/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))))
            .path("access_token")
            .asText();
    return read(
        HttpRequest.newBuilder(URI.create(base + "/admin/realms/ridgeway" + path))
            .header("Authorization", "Bearer " + token));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private JsonNode read(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return Door.JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("Keycloak doesn't answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static KeyPair rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** As {@code docs/keys.md} opens it. */
  private static String opened(String sealed, KeyPair recipient) throws Exception {
    Path directory = Files.createTempDirectory("export");
    Path in = Files.writeString(directory.resolve("sealed.pem"), sealed);
    Path key =
        Files.writeString(
            directory.resolve("me.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(recipient.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    Path out = directory.resolve("key.pem");
    List<String> command =
        List.of(
            "openssl",
            "cms",
            "-decrypt",
            "-inform",
            "PEM",
            "-in",
            in.toString(),
            "-inkey",
            key.toString(),
            "-out",
            out.toString());
    Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
    try {
      return Files.readString(out);
    } finally {
      for (Path file : List.of(in, key, out, directory)) {
        Files.delete(file);
      }
    }
  }
}
