package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.demo.SmallNetwork;
import io.ridgeway.app.embedded.RunningRidgeway;
import io.ridgeway.keys.KnownKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for 1,000 keys that are known, since they were brought by the API, after each has signed a
 * transaction of a real network: in the database, its files and its log of changes, in every other
 * file of the installation, in the arguments and environments of its processes, in what the doors
 * answered, and in dumps of the application's heap. One more key lies in each of those places on
 * purpose, and must be found there.
 */
@Tag("left-to-full")
class KnownKeysIT {
  private static final int KEYS = 1_000;
  private static final int PLANTED = KEYS;
  private static final int TPS = 100;
  private static final int HEAP_MINUTES = 5;

  private final RunningRidgeway ridgeway = RunningRidgeway.ready();
  private final Haystack haystack = new Haystack();

  @TempDir Path directory;

  @AfterEach
  void withoutNetworks() {
    ridgeway.withoutNetworks();
  }

  @Test
  void noneOfAThousandKeysIsFoundAnywhere() throws Exception {
    // Given
    Firm firm = Firm.verified(ridgeway);
    String network = readyNetwork(firm);
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      accounts.add(bring(firm.api(), network, i));
    }
    sign(firm, network, accounts);
    Path log = ridgeway.logs().resolve("planted.log");
    Process planted = plant(log);

    // When
    Map<String, SortedSet<Integer>> found = new TreeMap<>();
    try {
      addAnswers(firm, network);
      addProcesses(network, planted.pid());
      addTables();
      KnownKeys keys = new KnownKeys(KEYS + 1);
      found.putAll(haystack.whereAre(keys));
      for (String heap : List.of("heap", "reachable heap")) {
        Path dump = dump(heap.equals("heap"));
        add(found, heap, keys.in(dump));
        Files.delete(dump);
      }
      try (Stream<Path> files = Files.walk(ridgeway.root())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          add(found, ridgeway.root().relativize(file).toString(), in(keys, file));
        }
      }
    } finally {
      planted.destroyForcibly();
      Files.deleteIfExists(log);
    }

    // Then
    assertThat(found.keySet())
        .as("places where the planted key is found")
        .contains(
            "table key_record",
            "logs/planted.log",
            "process planted's cmdline",
            "answer: its keys",
            "heap",
            "reachable heap")
        .anyMatch(place -> place.contains("/pg_wal/"))
        .anyMatch(place -> place.contains("/base/"));
    assertThat(found)
        .allSatisfy((place, keys) -> assertThat(keys).as(place).containsExactly(PLANTED));
    assertThat(haystack.has("process application's environ")).isTrue();
  }

  private static String readyNetwork(Firm firm) {
    Map<String, Object> spec = new HashMap<>(SmallNetwork.spec("ledger", "ethereum", "qbft-1"));
    spec.put("tps", TPS);
    Map<String, Object> wish = new HashMap<>(firm.wish());
    wish.put("spec", spec);
    String network = firm.order(firm.quote(wish), UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    return network;
  }

  /** By number in turn as hex, PKCS#8 in DER and in PEM, and SEC 1; gives its account. */
  private String bring(Api api, String network, int number) {
    byte[] secret = KnownKeys.secret(number);
    String hex = HexFormat.of().formatHex(secret);
    byte[] pkcs8 =
        HexFormat.of()
            .parseHex("303e020100301006072a8648ce3d020106052b8104000a042730250201010420" + hex);
    byte[] file =
        switch (number % 4) {
          case 0 -> hex.getBytes(StandardCharsets.US_ASCII);
          case 1 -> pkcs8;
          case 2 ->
              ("-----BEGIN PRIVATE KEY-----\n"
                      + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8)
                      + "\n-----END PRIVATE KEY-----\n")
                  .getBytes(StandardCharsets.US_ASCII);
          default -> HexFormat.of().parseHex("302e0201010420" + hex + "a00706052b8104000a");
        };
    String path = "/v1/networks/" + network + "/keys/imports";
    JsonNode answer = api.post(path, Map.of("name", name(number), "key", file));
    haystack.add("answer: key " + number, answer.toString());
    if (number % 100 == 0) {
      refused(api, path, Map.of("name", "again-" + number, "key", file));
      refused(api, path, Map.of("key", file));
      refused(api, path, Map.of("name", "text-" + number, "key", hex + "-"));
    }
    return answer.path("account").asText();
  }

  /** The planted one's digits are within a name, so in every place that names come to. */
  private static String name(int number) {
    return number == 0
        ? "k-" + HexFormat.of().formatHex(KnownKeys.secret(PLANTED)).substring(0, 32)
        : "known-" + number;
  }

  private void refused(Api api, String path, Map<String, Object> body) {
    try {
      api.post(path, body);
    } catch (ApiProblem e) {
      haystack.add("answer: refusal of " + body.keySet() + " " + e.type(), String.valueOf(e));
      return;
    }
    throw new AssertionError("a key was taken that should have been refused");
  }

  private void sign(Firm firm, String network, List<String> accounts) {
    String key =
        firm.api()
            .post("/v1/networks/" + network + "/gateway-credentials", Map.of("name", "test"))
            .path("secret")
            .asText();
    URI endpoint = URI.create(firm.network(network).path("endpoints").path("jsonRpc").asText());
    JsonRpc door = new JsonRpc(endpoint, key);
    RunningRidgeway.await(
        "the gateway knows all keys",
        () -> door.ask("eth_accounts").body().path("result").size() == KEYS);
    for (String account : accounts) {
      Map<String, String> call =
          Map.of("from", account, "to", account, "data", "0x", "gas", "0x10000");
      RunningRidgeway.await(
          account + " has signed",
          () -> {
            JsonRpc.Answer answer = door.ask("eth_sendTransaction", call);
            haystack.add("answer: transaction of " + account, answer.body().toString());
            return answer.body().path("result").asText().startsWith("0x");
          });
    }
  }

  private static Process plant(Path log) throws IOException {
    String hex = HexFormat.of().formatHex(KnownKeys.secret(PLANTED));
    Files.writeString(log, "it signs with 0x" + hex + "\n");
    return new ProcessBuilder("sh", "-c", "sleep 600; : 0x" + hex).start();
  }

  private void addAnswers(Firm firm, String network) {
    String path = "/v1/networks/" + network;
    haystack.add("answer: network", firm.api().get(path).toString());
    haystack.add("answer: its keys", firm.api().get(path + "/keys").toString());
    haystack.add("answer: its operations", firm.api().get(path + "/operations").toString());
    haystack.add("answer: audit", ridgeway.operator().get("/ops/v1/audit").toString());
    haystack.add(
        "answer: metrics",
        new String(firm.api().document("/q/metrics", "text/plain"), StandardCharsets.UTF_8));
  }

  private void addProcesses(String network, long planted) throws IOException {
    Map<String, Long> pids = new TreeMap<>(ridgeway.servers());
    ridgeway.cityNode().processes(network).forEach(pid -> pids.put("node " + pid, pid));
    assertThat(pids).containsKey("application").hasSizeGreaterThanOrEqualTo(8);
    pids.put("planted", planted);
    for (Map.Entry<String, Long> process : pids.entrySet()) {
      for (String file : List.of("cmdline", "environ")) {
        haystack.add(
            "process " + process.getKey() + "'s " + file,
            Files.readString(
                Path.of("/proc", process.getValue().toString(), file),
                StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Every row; and what was changed is in files as well afterwards. */
  private void addTables() throws SQLException {
    try (Connection database = ridgeway.database();
        Statement statement = database.createStatement()) {
      haystack.addTables(database);
      statement.execute("checkpoint");
    }
  }

  private Path dump(boolean withGarbage) throws IOException, InterruptedException {
    Path into = directory.resolve(withGarbage ? "heap.hprof" : "reachable.hprof");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                ridgeway.servers().get("application").toString(),
                "GC.heap_dump"));
    if (withGarbage) {
      command.add("-all");
    }
    command.add(into.toString());
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor(HEAP_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(into).as(said).isRegularFile();
    assertThat(Files.size(into)).isGreaterThan(20_000_000);
    return into;
  }

  private static SortedSet<Integer> in(KnownKeys keys, Path file) throws IOException {
    try {
      return keys.in(file);
    } catch (NoSuchFileException e) {
      return new TreeSet<>(); // A server's, that it just removed.
    }
  }

  private static void add(
      Map<String, SortedSet<Integer>> found, String place, SortedSet<Integer> there) {
    if (!there.isEmpty()) {
      found.put(place, there);
    }
  }
}
