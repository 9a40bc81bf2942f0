package io.ridgeway.adapter.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Two clouds with real pods on one machine, each as good as one far away. */
@Isolated("it cuts, kills and ends clouds that others use")
class TwoCloudsIT {
  private static final String BLOCK_NUMBER =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\",\"params\":[]}";
  private static final String IDENTITY = "admin.nodeInfo.id";
  private static final String AN_IDENTITY = "\"[0-9a-f]{64}\"";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static Geth a;
  private static Geth b;

  @BeforeAll
  static void standUp() {
    CompletableFuture<Geth> other = CompletableFuture.supplyAsync(() -> standing("cloud-b"));
    a = standing("cloud-a");
    b = other.join();
  }

  @AfterAll
  static void clearAway() throws IOException {
    List<String> traces = Stream.concat(traces(a.cloud()), traces(b.cloud())).toList();
    assertThat(traces).hasSizeGreaterThanOrEqualTo(6);
    a.cloud().stop();
    b.cloud().stop();
    // Then nothing is left of them.
    assertThat(traces).noneMatch(trace -> Files.exists(Path.of(trace)));
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("target/kube/");
  }

  @Test
  void aPodRunsAsStrictAsItsNamespaceAsks() {
    // Then
    assertThat(a.state().getStatus().getPhase()).isEqualTo("Running");
    assertThat(a.exec("geth", "--datadir", "/elsewhere", "account", "new", "--password", "/none"))
        .contains("no such file");
    assertThat(a.exec("geth", "--datadir", "/elsewhere", "init", "/genesis/genesis.json"))
        .contains("read-only file system");
    assertThat(a.ask("web3.version.node")).contains("22.7.4");
  }

  @Test
  void podsOfEachReachTheOthersNodePort() {
    // Then
    assertThat(a.ask(IDENTITY)).matches(AN_IDENTITY).isNotEqualTo(b.ask(IDENTITY));
    assertThat(a.ask(b.url(), IDENTITY)).isEqualTo(b.ask(IDENTITY));
    assertThat(b.ask(a.url(), IDENTITY)).isEqualTo(a.ask(IDENTITY));
  }

  @Test
  void logsAndPortForwardWork() throws IOException {
    // Then
    assertThat(b.log()).contains("HTTP server started");
    try (LocalPortForward forward = b.pod().portForward(8545)) {
      eventually(() -> answers("http://127.0.0.1:" + forward.getLocalPort()));
    }
  }

  @Test
  void aLinkBetweenTwoIsCutAndMended() {
    // When
    a.cloud().cutFrom(b.cloud());
    try {
      // Then
      assertThat(a.askInVain(b.url(), "eth.blockNumber")).isEqualTo(Geth.NO_ANSWER);
      assertThat(b.askInVain(a.url(), "eth.blockNumber")).isEqualTo(Geth.NO_ANSWER);
      // From this machine both are heard.
      eventually(() -> answers(a.url()));
      eventually(() -> answers(b.url()));
    } finally {
      a.cloud().mendWith(b.cloud());
    }
    assertThat(a.ask(b.url(), "eth.blockNumber")).matches("\\d+");
  }

  @Test
  void aCloudIsCutFromEverythingAndMended() {
    // When
    b.cloud().cut();
    try {
      // Then
      assertThat(answers(b.url())).isFalse();
      assertThat(a.askInVain(b.url(), IDENTITY)).doesNotMatch(AN_IDENTITY);
      eventually(() -> answers(a.url()));
    } finally {
      b.cloud().mend();
    }
    eventually(() -> answers(b.url()));
    assertThat(b.state().getStatus().getPhase()).isEqualTo("Running");
  }

  @Test
  void aCloudIsKilledAndComesBackWithItsVolumes() {
    // Given
    String identity = b.ask(IDENTITY);
    assertThat(identity).matches(AN_IDENTITY);
    // When
    b.cloud().kill();
    // Then
    assertThat(answers(b.url())).isFalse();
    eventually(() -> answers(a.url()));
    // When
    b.cloud().revive();
    // Then
    eventually(() -> answers(b.url()));
    assertThat(b.ask(IDENTITY)).isEqualTo(identity);
  }

  @Test
  void aClusterOfOneLevelIsNotTakenForTheOther() {
    // Then
    assertThatThrownBy(() -> new KubeTool("cloud-a", "--api-only").up())
        .hasMessageContaining("cloud-a is a cluster of level pods");
  }

  private static Geth standing(String cloud) {
    Geth geth = new Geth(OwnCluster.withPods(cloud));
    geth.apply();
    return geth;
  }

  private static boolean answers(String url) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(3))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BLOCK_NUMBER))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body().contains("result");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void eventually(BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s have passed", PATIENCE).isLessThan(end);
    }
  }

  /** The paths by which a box shows: its link, its network namespace, its cgroups. */
  private static Stream<String> traces(OwnCluster cloud) throws IOException {
    String number = cloud.host().substring(cloud.host().lastIndexOf('.') + 1);
    String name = "ridgeway-kube-" + number;
    try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
      Stream<String> cgroups =
          Stream.concat(
                  Stream.of(Path.of("/sys/fs/cgroup", name)),
                  hierarchies.map(hierarchy -> hierarchy.resolve(name)))
              .filter(Files::exists)
              .map(Path::toString);
      return Stream.concat(
          Stream.of("/sys/class/net/rwkube." + number, "/run/netns/" + name), cgroups)
          .filter(path -> Files.exists(Path.of(path)))
          .toList()
          .stream();
    }
  }
}
