package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.ethereum.RealNetwork;
import io.ridgeway.gateway.GatewayServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways before real GoQuorum nodes, one of which hangs, and one gateway that dies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralGatewaysIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int SUBMISSIONS = 2_000;
  private static final int CALLERS = 64;

  @TempDir static Path home;
  private static RealNetwork network;
  private static GatewayPair pair;

  @BeforeAll
  static void start() {
    network = new RealNetwork(home);
    pair = new GatewayPair(network);
    until("blocks", () -> answer(0, "eth_blockNumber", "[]").path("result").asText().length() > 2);
  }

  @AfterAll
  static void stop() {
    pair.close();
    network.close();
  }

  @Test
  @Order(1)
  void aNodeThatHangsCostsNobodyAnAnswerAndComesBack() throws Exception {
    // Given
    signal("STOP", "rpc-2");
    try {
      // When
      until(
          "the hanging node is out",
          () -> {
            assertThat(answer(0, "eth_blockNumber", "[]").has("result")).isTrue();
            return node("rpc-2").isOut();
          });
      for (int i = 0; i < 200; i++) {
        long before = System.nanoTime();
        assertThat(answer(0, "eth_gasPrice", "[]").has("result")).isTrue();
        assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(2).toNanos());
      }
      long height = node("rpc-1").height();
      until("more blocks than may be behind", () -> read() && node("rpc-1").height() > height + 6);
    } finally {
      signal("CONT", "rpc-2");
    }

    // Then
    until("it has caught up", () -> read() && !node("rpc-2").isOut() && !node("rpc-2").isLagging());
    long answers = node("rpc-2").answers();
    until("it answers calls", () -> read() && node("rpc-2").answers() > answers + 20);
  }

  private static boolean read() {
    return answer(0, "eth_gasPrice", "[]").has("result");
  }

  private static io.ridgeway.gateway.upstream.Node node(String name) {
    return pair.gateway(0).nodes().stream()
        .map(GatewayServer.NodeState::node)
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(2)
  void submissionsOfOneAccountThroughBothNeitherCollideNorLeaveGapsAlsoIfOneDies()
      throws Exception {
    // Given
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    Map<Integer, String> accepted = new ConcurrentHashMap<>();
    Set<Integer> unknown = ConcurrentHashMap.newKeySet();
    AtomicInteger done = new AtomicInteger();

    // When
    for (int i = 0; i < SUBMISSIONS; i++) {
      int number = i;
      callers.execute(
          () -> {
            submit(number, accepted, unknown);
            if (done.incrementAndGet() == SUBMISSIONS / 2) {
              pair.killWhileItHolds(1);
            }
          });
    }
    callers.shutdown();
    assertThat(callers.awaitTermination(PATIENCE.toMinutes() * 2, TimeUnit.MINUTES)).isTrue();

    // Then
    until("nothing waits", () -> nonce("latest") == nonce("pending"));
    List<JsonNode> mined = transactions();
    assertThat(mined.size()).isEqualTo((int) nonce("latest"));
    Set<Long> nonces = new TreeSet<>();
    Set<String> inputs = new HashSet<>();
    Set<String> hashes = new HashSet<>();
    for (JsonNode each : mined) {
      nonces.add(Long.decode(each.path("nonce").asText()));
      assertThat(inputs.add(each.path("input").asText())).as("done once: %s", each).isTrue();
      hashes.add(each.path("hash").asText());
    }
    assertThat(nonces).hasSize(mined.size());
    assertThat(hashes).containsAll(accepted.values());
    assertThat(new HashSet<>(accepted.values())).hasSize(accepted.size());
    assertThat(accepted.size() + unknown.size()).isEqualTo(SUBMISSIONS);
    assertThat(mined.size()).isBetween(accepted.size(), SUBMISSIONS);
    System.out.printf(
        "%d submissions, %d accepted, %d whose gateway died before it answered, %d mined, nonces 0"
            + " to %d, turn %d%n",
        SUBMISSIONS, accepted.size(), unknown.size(), mined.size(), mined.size() - 1, pair.turn());
  }

  /** Until it is accepted, or the gateway dies with it. */
  private static void submit(int number, Map<Integer, String> accepted, Set<Integer> unknown) {
    int at = pair.isDead(number % 2) ? 0 : number % 2;
    String params =
        "[{\"from\":\"%s\",\"to\":\"%s\",\"gas\":\"0xf4240\",\"data\":\"0x%08x\"}]"
            .formatted(network.account(), network.account(), number);
    while (true) {
      try {
        JsonNode answer = post(at, "eth_sendTransaction", params);
        if (answer.has("result")) {
          accepted.put(number, answer.path("result").asText());
          return;
        }
        String message = answer.path("error").path("message").asText();
        if (message.contains("not known whether")) {
          unknown.add(number);
          return;
        }
        if (pair.isDead(at) && !message.contains("nothing was")) {
          // Whatever its last words are.
          unknown.add(number);
          return;
        }
        assertThat(message).containsPattern("nothing was|wasn't");
        at = pair.isDead(at) ? 0 : at;
      } catch (ConnectException e) {
        // It never arrived, so it goes to the other one.
        assertThat(pair.isDead(at)).as("%s", e).isTrue();
        at = 0;
      } catch (IOException e) {
        assertThat(pair.isDead(at)).as("%s", e).isTrue();
        unknown.add(number);
        return;
      }
    }
  }

  private static long nonce(String block) {
    String count = "[\"%s\",\"%s\"]".formatted(network.account(), block);
    return Long.decode(answer(0, "eth_getTransactionCount", count).path("result").asText());
  }

  private static List<JsonNode> transactions() {
    long height = Long.decode(answer(0, "eth_blockNumber", "[]").path("result").asText());
    List<JsonNode> all = new ArrayList<>();
    for (long i = 0; i <= height; i++) {
      answer(0, "eth_getBlockByNumber", "[\"0x%x\",true]".formatted(i))
          .path("result")
          .path("transactions")
          .forEach(all::add);
    }
    return all;
  }

  private static JsonNode answer(int gateway, String method, String params) {
    try {
      return post(gateway, method, params);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode post(int gateway, String method, String params) throws IOException {
    try {
      return JSON.readTree(
          HTTP.send(
                  HttpRequest.newBuilder(URI.create(pair.url(gateway)))
                      .timeout(Duration.ofSeconds(60))
                      .header("X-Api-Key", GatewayPair.KEY)
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
                                  .formatted(method, params)))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void signal(String name, String node) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(network.pid(node)))
                .start()
                .waitFor())
        .isZero();
  }

  private static void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
