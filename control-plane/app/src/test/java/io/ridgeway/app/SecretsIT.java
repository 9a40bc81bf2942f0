package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.demo.Notary;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets are where they belong and nowhere else, after a network was made and used. */
class SecretsIT {
  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  @AfterEach
  void withoutNetworks() {
    ridgeway.withoutNetworks();
  }

  @Test
  void noSecretIsInADatabaseALogAProcessOrAnAnswer() throws Exception {
    // Given
    Firm firm = Firm.verified(ridgeway);
    String network = firm.readyNetwork();
    String apiKey = use(firm, network);
    RunningRidgeway.await(
        "the invoice", () -> !firm.api().get("/v1/invoices").path("items").isEmpty());
    List<Path> nodeKeyFiles = nodeKeyFiles(network);
    Map<String, byte[]> secrets = new TreeMap<>();
    ridgeway.passwords().forEach((name, value) -> secrets.put(name, bytes(value)));
    secrets.put("the KEK", Files.readAllBytes(ridgeway.kek()));
    secrets.put("the API key", bytes(apiKey));
    for (Path file : nodeKeyFiles) {
      secrets.put("node key " + file, HexFormat.of().parseHex(Files.readString(file).strip()));
    }

    // When
    Haystack haystack = new Haystack();
    try (var database = ridgeway.database()) {
      haystack.addTables(database);
    }
    haystack.addFiles(ridgeway.logs(), file -> true);
    haystack.addFiles(ridgeway.root().resolve("journal"), file -> true);
    haystack.addFiles(ridgeway.cityNode().root(), file -> !nodeKeyFiles.contains(file));
    addProcesses(haystack, network);
    addAnswers(haystack, firm, network);

    // Then
    assertThat(nodeKeyFiles).hasSize(5);
    assertThat(haystack.has("table key_record")).isTrue();
    assertThat(haystack.has("table credential")).isTrue();
    assertThat(haystack.has(ridgeway.logs().resolve("application.log").toString())).isTrue();
    assertThat(haystack.has("GET /v1/networks/" + network)).isTrue();
    assertThat(secrets.values()).allMatch(secret -> secret.length >= 16);
    for (Map.Entry<String, byte[]> secret : secrets.entrySet()) {
      assertThat(haystack.whereIs(secret.getValue())).as(secret.getKey()).isEmpty();
    }
    for (Path file : nodeKeyFiles) {
      assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
    }
    for (Path file :
        List.of(
            ridgeway.kek(),
            ridgeway.secrets(),
            ridgeway.root().resolve("run").resolve("application.properties"))) {
      assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
    }
  }

  /** Keys, a credential, a contract and a transaction; gives the API key. */
  private static String use(Firm firm, String network) {
    Api api = firm.api();
    String account =
        api.post("/v1/networks/" + network + "/keys", Map.of("name", "owner"))
            .path("account")
            .asText();
    String key =
        api.post("/v1/networks/" + network + "/gateway-credentials", Map.of("name", "test"))
            .path("secret")
            .asText();
    URI endpoint = URI.create(firm.network(network).path("endpoints").path("jsonRpc").asText());
    JsonRpc door = new JsonRpc(endpoint, key);
    RunningRidgeway.await(
        "the gateway knows the key", () -> door.ask("eth_blockNumber").status() == 200);
    Notary.deploy(door, account).notarise(account, new byte[32]);
    return key;
  }

  // What a program makes in its volume is another key, or else it is found there as a copy.
  private List<Path> nodeKeyFiles(String network) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path node : ridgeway.cityNode().nodes(network)) {
      try (Stream<Path> files = Files.walk(node.resolve("conf"))) {
        files.filter(f -> f.getFileName().toString().equals("nodekey")).forEach(found::add);
      }
    }
    return found;
  }

  private void addProcesses(Haystack haystack, String network) throws IOException {
    Map<String, Long> pids = new TreeMap<>(ridgeway.servers());
    ridgeway.cityNode().processes(network).forEach(pid -> pids.put("node " + pid, pid));
    assertThat(pids).hasSizeGreaterThanOrEqualTo(8);
    for (Map.Entry<String, Long> process : pids.entrySet()) {
      Path directory = Path.of("/proc", process.getValue().toString());
      for (String file : List.of("cmdline", "environ")) {
        String content = Files.readString(directory.resolve(file), StandardCharsets.ISO_8859_1);
        haystack.add(process.getKey() + "'s " + file, withoutKeycloaksOwn(content));
      }
    }
  }

  // Keycloak takes the two passwords that are its own from its environment, as its manual says.
  private static String withoutKeycloaksOwn(String environment) {
    return environment.replaceAll("(KC_DB_PASSWORD|KC_BOOTSTRAP_ADMIN_PASSWORD)=[^\\x00]*", "$1=");
  }

  private void addAnswers(Haystack haystack, Firm firm, String network) {
    String tenant = firm.id();
    Api api = firm.api();
    for (String path :
        List.of(
            "/v1/me",
            "/v1/catalogue",
            "/v1/tenants/" + tenant,
            "/v1/tenants/" + tenant + "/members",
            "/v1/tenants/" + tenant + "/verification",
            "/v1/quotes",
            "/v1/orders",
            "/v1/subscriptions",
            "/v1/invoices",
            "/v1/networks",
            "/v1/networks/" + network,
            "/v1/networks/" + network + "/operations",
            "/v1/networks/" + network + "/keys",
            "/v1/networks/" + network + "/gateway-credentials",
            "/v1/networks/" + network + "/usage")) {
      add(haystack, api, path);
    }
    JsonNode invoices = api.get("/v1/invoices").path("items");
    add(haystack, api, "/v1/invoices/" + invoices.path(0).path("id").asText());
    for (String path :
        List.of("city-nodes", "tenants", "networks", "operations", "audit", "price-books")) {
      add(haystack, ridgeway.operator(), "/ops/v1/" + path);
    }
    haystack.add(
        "GET /q/metrics",
        new String(api.document("/q/metrics", "text/plain"), StandardCharsets.UTF_8));
  }

  private static void add(Haystack haystack, Api api, String path) {
    haystack.add("GET " + path, api.get(path).toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
