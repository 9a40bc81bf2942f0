package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.door.DoorFixture.Running;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway refuses of the calls to a running network, and that it says why. */
class BadCallsIT {
  private static final String BLOCK =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\",\"params\":[]}";
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  private final DoorFixture ridgeway = DoorFixture.running();
  private final Running network = ridgeway.network();

  @Test
  void whatIsNoJsonIsAParseError() {
    Door.Answer answer = call("{\"jsonrpc\": ");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(error(answer).path("code").asInt()).isEqualTo(-32700);
  }

  @Test
  void aBatchOfMoreThanAHundredIsRefusedWhole() {
    String batch =
        IntStream.rangeClosed(1, 101)
            .mapToObj(i -> BLOCK)
            .collect(Collectors.joining(",", "[", "]"));

    Door.Answer answer = call(batch);

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(error(answer).path("message").asText()).contains("100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin_peers", "personal_sign", "debug_traceTransaction", "eth_sign"})
  void aMethodThatIsNotOfferedNamesThoseThatAre(String method) {
    JsonNode error = error(call(BLOCK.replace("eth_blockNumber", method)));

    assertThat(error.path("code").asInt()).isEqualTo(-32601);
    assertThat(error.path("message").asText()).contains(method).contains("not offered");
    assertThat(error.path("data").path("allowed").toString()).contains("eth_sendTransaction");
  }

  @Test
  void onlyPostIsAnswered() {
    Door.Answer answer = gateway().send("GET", "", "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rw_nonsense"})
  void withoutAValidKeyNobodyCalls(String key) {
    Door.Answer answer = gateway().with("X-Api-Key", key).post("", BLOCK);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(error(answer).path("message").asText()).contains("portal");
  }

  @Test
  void aKeyOpensNoOtherNetwork() {
    Door.Answer answer =
        new Door(ridgeway.stack().gatewayUrl() + "/eth/")
            .with("X-Api-Key", network.apiKey())
            .post(network.id().substring(0, network.id().length() - 4) + "zzzz", BLOCK);

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void aKeyOpensNoRealNetworkOfAnotherTenant() {
    // Given
    Running theirs = ridgeway.newNetwork(ridgeway.customer("rival"));

    try {
      // Then
      assertThat(call(network, network.apiKey())).isEqualTo(200);
      assertThat(call(theirs, theirs.apiKey())).isEqualTo(200);
      assertThat(call(network, theirs.apiKey())).isEqualTo(401);
      assertThat(call(theirs, network.apiKey())).isEqualTo(401);
    } finally {
      theirs.owner().door().delete("/v1/networks/" + theirs.id()).good();
      DoorFixture.awaitState(theirs.owner(), theirs.id(), "Deleted");
    }
  }

  private static int call(Running network, String apiKey) {
    return new Door(network.endpoint().toString())
        .with("X-Api-Key", apiKey)
        .post("", BLOCK)
        .status();
  }

  /** The quickest of three counts: what else the machine does is none of the gateway's. */
  @Test
  void aRevokedKeyIsRefusedWithinTwoSeconds() {
    Duration quickest = untilARevokedKeyIsRefused();
    for (int i = 1; i < 3 && quickest.compareTo(TWO_SECONDS) > 0; i++) {
      Duration next = untilARevokedKeyIsRefused();
      quickest = next.compareTo(quickest) < 0 ? next : quickest;
    }
    assertThat(quickest).isLessThanOrEqualTo(TWO_SECONDS);
  }

  private Duration untilARevokedKeyIsRefused() {
    JsonNode made =
        network
            .owner()
            .door()
            .post("/v1/networks/" + network.id() + "/gateway-credentials", Map.of("name", "brief"))
            .good();
    JsonRpc rpc = new JsonRpc(network.endpoint(), made.path("secret").asText());
    DoorFixture.until(
        RunningRidgeway.PATIENCE,
        "the gateway knows the key",
        () -> rpc.ask("eth_blockNumber").status() == 200);
    network.owner().door().delete("/v1/gateway-credentials/" + made.path("id").asText()).good();
    long revoked = System.nanoTime();
    DoorFixture.until(
        RunningRidgeway.PATIENCE,
        "the revoked key is refused",
        () -> rpc.ask("eth_blockNumber").status() == 401);
    return Duration.ofNanos(System.nanoTime() - revoked);
  }

  @Test
  void overTheBoughtLimitCallersAreToldWhenToComeBack() throws InterruptedException {
    Door.Answer limited = limited();

    assertThat(limited.status()).isEqualTo(429);
    assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 2);
    assertThat(error(limited).path("message").asText()).contains("10 calls a second");
    DoorFixture.pause(Duration.ofSeconds(1));
    assertThat(call(BLOCK).status()).isEqualTo(200);
  }

  /** Many call at once, and again if need be: one alone may be slower than the limit. */
  private Door.Answer limited() throws InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(20);
    try {
      Queue<Door.Answer> limited = new ConcurrentLinkedQueue<>();
      for (int round = 0; round < 20 && limited.isEmpty(); round++) {
        callers.invokeAll(
            Collections.nCopies(
                40,
                () -> {
                  Door.Answer answer = call(BLOCK);
                  return answer.status() == 429 && limited.add(answer);
                }));
      }
      return limited.element();
    } finally {
      callers.shutdownNow();
    }
  }

  private Door gateway() {
    return new Door(network.endpoint().toString());
  }

  /** Sends a body with the valid key. */
  private Door.Answer call(String body) {
    return gateway().with("X-Api-Key", network.apiKey()).post("", body);
  }

  private static JsonNode error(Door.Answer answer) {
    assertThat(answer.json().has("error")).as(answer.text()).isTrue();
    return answer.json().path("error");
  }
}
