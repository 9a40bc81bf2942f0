package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.model.SettableClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketFrame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EthSocketTest extends EthSocketCase {
  private static final Map<String, String> HEADER = Map.of("X-Api-Key", TestGateway.KEY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        CALL,
        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"eth_call\",\"params\":[]}",
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_getLogs\",\"params\":[{}]}",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"eth_accounts\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"eth_sendTransaction\",\"params\":[{}]}",
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"admin_peers\"}",
        "[" + CALL + ",{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"}," + CALL + "]",
        "[" + CALL + ",{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_accounts\"},7]",
        "[{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}]",
        "[]",
        "nonsense",
        "{\"id\":1}",
      })
  void isAnsweredAsOverHttp(String body) {
    SocketCaller caller = SocketCaller.of(gateway);
    caller.send(body);
    assertThat(caller.text()).isEqualTo(gateway.post(body).body());
  }

  @Test
  void notificationsAreNotAnsweredAndWhatIsLongComesWhole() {
    // Given
    SocketCaller caller = SocketCaller.of(gateway);

    // When: each in parts, as frames are short
    caller.send("{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"}");
    caller.send("[" + CALL + ",".concat(CALL).repeat(99) + "," + " ".repeat(900_000) + CALL + "]");

    // Then
    assertThat(caller.next().path("error").path("message").asText()).contains("more than 100");
    assertThat(caller.unread()).isZero();
  }

  @Test
  void theKeyComesInAHeaderOrAsASubProtocolThatIsNeverChosen() {
    for (SocketCaller caller :
        List.of(
            SocketCaller.of(gateway),
            SocketCaller.open(
                gateway, "", Map.of("Authorization", "Bearer " + TestGateway.KEY), List.of()),
            SocketCaller.open(gateway, "", Map.of(), List.of("jsonrpc", TestGateway.KEY)))) {
      assertThat(caller.call("eth_chainId", "[]").path("result").asText()).isEqualTo("eth_chainId");
      assertThat(caller.socket.subProtocol()).isIn(null, "", "jsonrpc");
    }
  }

  @Test
  void whoHasNoKeyIsNotLetIn() {
    UpgradeRejectedException none = SocketCaller.refused(gateway, "", Map.of(), List.of());
    assertThat(none.getStatus()).isEqualTo(401);
    assertThat(none.getBody().toString()).contains("-32010", "no API key");
    assertThat(
            SocketCaller.refused(gateway, "", Map.of("X-Api-Key", "rw_other"), List.of())
                .getBody()
                .toString())
        .contains("-32010", "not valid for this network");
    assertThat(
            SocketCaller.refused(gateway, "", Map.of(), List.of("jsonrpc", "rw_other")).getStatus())
        .isEqualTo(401);
    assertThat(
            SocketCaller.refused(gateway, "", Map.of(), List.of(TestGateway.KEY))
                .getBody()
                .toString())
        .contains("among the sub-protocols")
        .doesNotContain(TestGateway.KEY);
    assertThat(
            SocketCaller.refused(gateway, "?key=" + TestGateway.KEY, HEADER, List.of()).getStatus())
        .isEqualTo(400);
    assertThat(
            SocketCaller.refused(
                    gateway,
                    "",
                    Map.of("X-Api-Key", TestGateway.KEY, "Content-Length", "9"),
                    List.of())
                .getStatus())
        .isEqualTo(400);
    assertThat(gateway.server.stats().unauthenticated()).isEqualTo(3);
  }

  @Test
  void aRevokedKeyEndsTheConnectionAndAnswersNothingMore() {
    // Given
    SocketCaller idle = SocketCaller.of(gateway);
    SocketCaller busy = SocketCaller.of(gateway);

    // When
    gateway.change(route(Map.of()), () -> gateway.post(CALL).status() == 401);
    busy.send(CALL);

    // Then
    assertThat(idle.closed()).isEqualTo(1008);
    assertThat(busy.closed()).isEqualTo(1008);
    assertThat(busy.unread() == 0 || busy.next().path("error").path("code").asInt() == -32010)
        .isTrue();
  }

  @Test
  void theLimitIsToldAsOverHttp() {
    // Given
    gateway.close();
    gateway = new TestGateway(SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z")), 2);
    SocketCaller caller = SocketCaller.of(gateway);

    // When
    caller.call("eth_chainId", "[]");
    caller.call("eth_chainId", "[]");
    JsonNode over = caller.call("eth_chainId", "[]");

    // Then
    assertThat(over.path("error").path("code").asInt()).isEqualTo(-32005);
    assertThat(over.toString()).isEqualTo(gateway.call("eth_chainId", "[]").body());
  }

  @Test
  void thereAreSoManyConnectionsAndSubscriptionsAndNoMore() {
    // Given
    new FakeBlocks(gateway.node);
    SocketCaller first = SocketCaller.of(gateway);
    for (int i = 0; i < EthSubscriptions.MOST; i++) {
      first.subscribe("[\"newHeads\"]");
    }
    for (int i = 1; i < EthSockets.MOST_PER_NETWORK; i++) {
      SocketCaller.of(gateway);
    }

    // Then
    JsonNode more = first.call("eth_subscribe", "[\"newHeads\"]");
    assertThat(more.path("error").path("code").asInt()).isEqualTo(-32005);
    assertThat(SocketCaller.refused(gateway, "", HEADER, List.of()).getStatus()).isEqualTo(429);

    // When one goes, there is room
    first.close();
    AtomicBoolean in = new AtomicBoolean();
    TestGateway.await(() -> in.get() || in.compareAndSet(false, isLetIn()));
  }

  private boolean isLetIn() {
    try {
      SocketCaller.of(gateway);
      return true;
    } catch (CompletionException full) {
      return false;
    }
  }

  @Test
  void whatIsNoTextOrTooLongEndsTheConnection() {
    SocketCaller binary = SocketCaller.of(gateway);
    binary.binary();
    assertThat(binary.closed()).isEqualTo(1003);

    SocketCaller parts = SocketCaller.of(gateway);
    parts.socket.writeFrame(WebSocketFrame.textFrame("x".repeat(600_000), false));
    parts.socket.writeFrame(
        WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(600_000)), true));
    assertThat(parts.next().path("error").path("message").asText()).contains("1048576 bytes");
    assertThat(parts.closed()).isEqualTo(1009);

    SocketCaller whole = SocketCaller.of(gateway);
    whole.socket.writeFinalTextFrame("x".repeat(1_100_000));
    assertThat(whole.closed()).isEqualTo(1009);
  }

  @Test
  void aClosingGatewayAnswersWhatIsUnderWay() {
    // Given
    CompletableFuture<Runnable> asked = new CompletableFuture<>();
    gateway.node.behave(
        (request, body) ->
            asked.complete(
                () -> gateway.vertx.runOnContext(now -> gateway.node.answer(request, body))));
    SocketCaller idle = SocketCaller.of(gateway);
    SocketCaller busy = SocketCaller.of(gateway);
    busy.send(CALL);
    Runnable answer = asked.join();

    // When
    CompletableFuture<Void> closing = CompletableFuture.runAsync(this::stopServer);
    assertThat(idle.closed()).isEqualTo(1001);
    answer.run();

    // Then
    assertThat(busy.next().path("result").asText()).isEqualTo("eth_chainId");
    assertThat(busy.closed()).isEqualTo(1001);
    closing.join();
  }
}
