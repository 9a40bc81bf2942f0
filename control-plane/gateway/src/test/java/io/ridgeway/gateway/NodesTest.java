package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.gateway.rpc.Methods;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.place.HostPort;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesTest {
  private static final GatewaySettings QUICK = settings(Duration.ofMillis(300));
  private static final BiConsumer<HttpServerRequest, Buffer> HANG = (request, body) -> {};
  private static final BiConsumer<HttpServerRequest, Buffer> BREAK =
      (request, body) -> request.connection().close();

  private static GatewaySettings settings(Duration nodeTimeout) {
    return new GatewaySettings(
        "127.0.0.1",
        0,
        "gateway-1",
        2,
        8,
        Methods.DEFAULTS,
        100,
        1 << 20,
        1_000,
        Duration.ofMillis(300),
        nodeTimeout,
        Duration.ofSeconds(4),
        Duration.ofMinutes(1),
        Duration.ofSeconds(2),
        Optional.empty());
  }

  private final TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000, QUICK);
  private final FakeNode second = new FakeNode(gateway.vertx, gateway.chain);

  @AfterEach
  void stop() {
    second.close();
    gateway.close();
  }

  private void serve(HostPort... nodes) {
    gateway.change(
        gateway.route(90_000, true, Map.of(TestGateway.KEY, gateway.credential), List.of(nodes)),
        () -> gateway.call("eth_chainId", "[]").header("ratelimit-policy").contains("90000"));
  }

  @Test
  void asksTheNodesInTurn() {
    // Given
    serve(gateway.node.at(), second.at());
    int first = gateway.node.bodies().size();
    int other = second.bodies().size();

    // When
    for (int i = 0; i < 20; i++) {
      gateway.call("eth_blockNumber", "[]");
    }

    // Then
    assertThat(gateway.node.bodies()).hasSizeGreaterThan(first);
    assertThat(second.bodies()).hasSizeGreaterThan(other);
    assertThat(gateway.node.bodies().size() + second.bodies().size()).isEqualTo(first + other + 20);
  }

  @Test
  void leavesANodeOutThatLagsUntilItHasCaughtUp() {
    // Given
    serve(gateway.node.at(), second.at());
    gateway.node.height(100);
    second.height(10);

    // When
    TestGateway.await(
        () -> {
          gateway.call("eth_chainId", "[]");
          return gateway.server.nodes().stream().anyMatch(state -> state.node().isLagging());
        });
    int before = second.bodies().size();
    for (int i = 0; i < 20; i++) {
      gateway.call("eth_gasPrice", "[]");
    }

    // Then
    assertThat(second.bodies()).hasSize(before);
    second.height(100);
    TestGateway.await(
        () -> gateway.server.nodes().stream().noneMatch(state -> state.node().isLagging()));
    TestGateway.await(
        () -> {
          gateway.call("eth_gasPrice", "[]");
          return second.bodies().size() > before;
        });
  }

  @Test
  void sendsNothingToANodeThatHangsUntilAProbeIsAnswered() {
    // Given
    serve(gateway.node.at(), second.at());
    second.behave(HANG);

    // When: reads go to the other node within their time
    TestGateway.await(
        () -> {
          assertThat(gateway.call("eth_blockNumber", "[]").status()).isEqualTo(200);
          return gateway.server.nodes().stream().anyMatch(state -> state.node().isOut());
        });
    int before = second.bodies().size();
    for (int i = 0; i < 20; i++) {
      assertThat(gateway.call("eth_gasPrice", "[]").status()).isEqualTo(200);
    }

    // Then
    assertThat(second.bodies()).hasSize(before);
    second.behave(null);
    TestGateway.await(
        () -> gateway.server.nodes().stream().noneMatch(state -> state.node().isOut()));
  }

  @Test
  void takesANodesWordThatItHasARawTransactionThatAnotherLeftUnanswered() {
    // Given: the first that is asked takes it and hangs, the other one has heard of it
    serve(gateway.node.at(), second.at());
    String raw = "0x" + HexFormat.of().formatHex((TestGateway.ACCOUNT + "|0|0x|ab").getBytes());
    AtomicBoolean first = new AtomicBoolean(true);
    List.of(gateway.node, second)
        .forEach(
            node ->
                node.behave(
                    (request, body) -> {
                      if (body.toString().contains("Raw") && first.getAndSet(false)) {
                        gateway.chain.take(raw);
                      } else {
                        node.answer(request, body);
                      }
                    }));

    // When
    Answer answer = gateway.call("eth_sendRawTransaction", "[\"" + raw + "\"]");

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("result").asText())
        .isEqualTo(gateway.chain.taken().get(0).hash());
    assertThat(gateway.chain.taken()).hasSize(1);
  }

  @Test
  void keepsFiltersOnOneNode() {
    // Given
    serve(gateway.node.at(), second.at());
    int before = gateway.node.bodies().size() + second.bodies().size();

    // When
    for (int i = 0; i < 10; i++) {
      gateway.call("eth_getFilterChanges", "[\"0x1\"]");
    }

    // Then
    long nodes =
        List.of(gateway.node, second).stream()
            .filter(node -> node.bodies().toString().contains("eth_getFilterChanges"))
            .count();
    assertThat(nodes).isEqualTo(1);
    assertThat(gateway.node.bodies().size() + second.bodies().size()).isEqualTo(before + 10);
  }

  @Test
  void makesNoFilterOnAnotherNodeThanThePollsGoTo() {
    // Given
    serve(gateway.node.at(), second.at());
    gateway.node.behave(BREAK);
    second.behave(BREAK);

    for (String method : List.of("eth_newFilter", "eth_getFilterChanges")) {
      // When
      int before = gateway.node.bodies().size() + second.bodies().size();
      Answer answer = gateway.call(method, "[{}]");

      // Then
      assertThat(answer.status()).isEqualTo(502);
      assertThat(gateway.node.bodies().size() + second.bodies().size()).isEqualTo(before + 1);
    }
  }

  @Test
  void asksForNoFilterElsewhereWhereItsNodeCantBeReached() {
    // Given
    serve(gateway.node.at(), second.at());
    gateway.call("eth_getFilterChanges", "[\"0x1\"]");
    boolean here = gateway.node.bodies().toString().contains("eth_getFilterChanges");
    FakeNode stays = here ? second : gateway.node;
    (here ? gateway.node : second).close();
    int before = stays.bodies().size();

    // When
    Answer answer = gateway.call("eth_newFilter", "[{}]");

    // Then
    assertThat(answer.status()).isIn(502, 503);
    assertThat(stays.bodies()).hasSize(before);
  }

  @Test
  void aReadThatTakesLongIsAnsweredByWhoWasAskedFirstAndOpensNoCircuit() {
    // Given: longer than half of the time, on all nodes
    try (TestGateway patient =
        new TestGateway(Clock.systemUTC(), 100_000, settings(Duration.ofSeconds(5)))) {
      FakeNode other = new FakeNode(patient.vertx, patient.chain);
      patient.change(
          patient.route(
              90_000,
              true,
              Map.of(TestGateway.KEY, patient.credential),
              List.of(patient.node.at(), other.at())),
          () -> patient.call("eth_chainId", "[]").header("ratelimit-policy").contains("90000"));
      for (FakeNode node : List.of(patient.node, other)) {
        node.behave(
            (request, body) -> {
              long wait = body.toString().contains("eth_getLogs") ? 3_000 : 1;
              patient.vertx.setTimer(wait, t -> node.answer(request, body));
            });
      }
      int before = patient.node.bodies().size() + other.bodies().size();

      // When
      List<CompletableFuture<Answer>> answers =
          IntStream.range(0, 12)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> patient.call("eth_getLogs", "[{}]")))
              .toList();

      // Then
      assertThat(answers).allMatch(answer -> answer.join().status() == 200);
      assertThat(patient.node.bodies().size() + other.bodies().size() - before)
          .as("one more try at most")
          .isBetween(12, 24);
      assertThat(patient.server.nodes()).noneMatch(state -> state.node().isOut());
      assertThat(patient.server.nodes()).allMatch(state -> state.node().failures() == 0);
      TestGateway.await(
          () -> patient.server.nodes().stream().allMatch(s -> s.node().underWay() == 0));
    }
  }

  @Test
  void goesOnWithTheOtherNodeWhenOneIsGone() {
    // Given
    serve(gateway.node.at(), second.at());
    second.close();

    // When
    List<Answer> answers =
        IntStream.range(0, 20).mapToObj(i -> gateway.call("eth_blockNumber", "[]")).toList();

    // Then
    assertThat(answers)
        .allSatisfy(a -> assertThat(a.json().path("result").asText()).isEqualTo("0x10"));
  }

  @Test
  void repeatsWhatBrokeOffAndSaysSoIfARawTransactionMayHaveBeenTaken() {
    // Given
    serve(gateway.node.at(), second.at());
    gateway.node.behave(BREAK);
    second.behave(BREAK);
    int before = gateway.node.bodies().size() + second.bodies().size();

    // When
    Answer read = gateway.call("eth_blockNumber", "[]");
    int afterRead = gateway.node.bodies().size() + second.bodies().size();
    Answer raw = gateway.call("eth_sendRawTransaction", "[\"0x00\"]");
    int afterRaw = gateway.node.bodies().size() + second.bodies().size();

    // Then
    assertThat(afterRead - before).isEqualTo(2);
    assertThat(read.status()).isEqualTo(502);
    assertThat(read.message()).contains("broke off").contains("Try again");
    assertThat(afterRaw - afterRead).as("the same bytes are the same").isEqualTo(2);
    assertThat(raw.message()).contains("not known whether it was taken");
  }

  @Test
  void saysThatNoNodeCanBeReached() {
    // Given
    serve(second.at());
    second.close();

    // When
    Answer answer = gateway.call("eth_blockNumber", "[]");
    Answer batch =
        gateway.post(
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_accounts\"}]");

    // Then
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.errorCode()).isEqualTo(-32002);
    assertThat(answer.json().get("id").asInt()).isEqualTo(1);
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.body()).doesNotContain("127.0.0.1");
    assertThat(batch.json().get(0).at("/error/code").asInt()).isEqualTo(-32002);
    assertThat(batch.json().get(1).path("result")).hasSize(2);
  }

  @Test
  void givesUpOnANodeThatStaysSilent() {
    // Given
    gateway.node.behave(HANG);

    // When
    Answer answer = gateway.call("eth_blockNumber", "[]");

    // Then
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.errorCode()).isEqualTo(-32002);
    assertThat(answer.message()).contains("in time");
  }

  @Test
  void refusesWhatANodeAnswersWithAnotherStatus() {
    // Given
    gateway.node.behave((request, body) -> request.response().setStatusCode(500).end("secret"));

    // When
    Answer answer = gateway.call("eth_blockNumber", "[]");

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void countsAnyOtherStatusAsAFailureOfTheNodeAndShowsSingleNodesToo() {
    // Given
    gateway.node.behave((request, body) -> request.response().setStatusCode(403).end());

    // When
    for (int i = 0; i < 3; i++) {
      gateway.call("eth_blockNumber", "[]");
    }

    // Then
    assertThat(gateway.server.nodes())
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.node().failures()).isEqualTo(3);
              assertThat(state.node().isOut()).isTrue();
            });
  }

  @Test
  void cutsTheAnswerOffWhereANodeDoes() {
    // Given
    gateway.node.behave(
        (request, body) -> {
          request.response().setChunked(true).write("{\"jsonrpc\":\"2.0\",");
          gateway.vertx.setTimer(50, t -> request.connection().close());
        });

    // When, Then
    assertThat(catchThrowable(() -> gateway.call("eth_blockNumber", "[]")))
        .isInstanceOf(AssertionError.class)
        .hasRootCauseInstanceOf(IOException.class);
    gateway.node.behave(null);
    assertThat(gateway.call("eth_blockNumber", "[]").status()).isEqualTo(200);
  }

  @Test
  void saysThatANetworkIsSuspended() {
    // When
    gateway.change(
        TestGateway.suspended(
            gateway.route(
                10, true, Map.of(TestGateway.KEY, gateway.credential), List.of(gateway.node.at()))),
        () -> gateway.call("eth_blockNumber", "[]").body().contains("suspended"));
    Answer answer = gateway.call("eth_blockNumber", "[]");

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.errorCode()).isEqualTo(-32002);
    assertThat(answer.message()).contains("The network is suspended", "before it is resumed");
  }

  @Test
  void saysThatANetworkIsNotReady() {
    // Given
    gateway.change(
        gateway.route(
            10, false, Map.of(TestGateway.KEY, gateway.credential), List.of(gateway.node.at())),
        () -> gateway.call("eth_blockNumber", "[]").status() == 503);

    // When
    Answer answer = gateway.call("eth_blockNumber", "[]");

    // Then
    assertThat(answer.errorCode()).isEqualTo(-32002);
    assertThat(answer.message()).contains("network is not ready");
    assertThat(answer.json().get("id").asInt()).isEqualTo(1);
  }

  @Test
  void doesNotWaitForCallersThatWentAway() throws Exception {
    // Given: one goes away in the middle of its body, one while the node thinks
    gateway.node.behave(HANG);
    String head =
        "POST "
            + gateway.uri().getPath()
            + " HTTP/1.1\r\nHost: x\r\nX-Api-Key: "
            + TestGateway.KEY
            + "\r\nContent-Length: ";
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}";
    for (int length : List.of(call.length() + 1, call.length())) {
      try (Socket caller = new Socket("127.0.0.1", gateway.server.port())) {
        caller
            .getOutputStream()
            .write((head + length + "\r\n\r\n" + call).getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(50);
      }
    }

    // When
    Instant before = Instant.now();
    gateway.server.close();

    // Then
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofMillis(1_500));
  }

  @Test
  void letsCallsUnderWayEndWhenItCloses() throws Exception {
    // Given
    gateway.node.behave(
        (request, body) -> gateway.vertx.setTimer(200, t -> gateway.node.answer(request, body)));
    var call = CompletableFuture.supplyAsync(() -> gateway.call("eth_blockNumber", "[]"));
    int bodies = gateway.node.bodies().size();
    TestGateway.await(() -> gateway.node.bodies().size() > bodies);

    // When
    gateway.server.close();

    // Then
    assertThat(call.get().json().path("result").asText()).isEqualTo("0x10");
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(1);
  }
}
