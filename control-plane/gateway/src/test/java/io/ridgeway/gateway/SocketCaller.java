package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A WebSocket to a gateway, as its caller has it. */
final class SocketCaller {
  private static final ObjectMapper JSON = new ObjectMapper();

  final WebSocket socket;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();

  private SocketCaller(WebSocket socket) {
    this.socket = socket;
    socket.closeHandler(
        gone -> {
          Short code = socket.closeStatusCode();
          closed.complete(code == null ? -1 : code.intValue());
        });
    socket.textMessageHandler(messages::add);
  }

  static SocketCaller of(TestGateway gateway) {
    return open(gateway, "", Map.of("X-Api-Key", TestGateway.KEY), List.of());
  }

  /**
   * Opens one.
   *
   * @throws CompletionException if it isn't let in
   */
  static SocketCaller open(
      TestGateway gateway, String query, Map<String, String> headers, List<String> protocols) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(gateway.server.port())
            .setURI(gateway.uri().getPath() + query)
            .setSubProtocols(protocols);
    headers.forEach(options::addHeader);
    CompletableFuture<SocketCaller> made = new CompletableFuture<>();
    gateway
        .vertx
        .createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxConnections(1_000)
                .setMaxFrameSize(4 << 20)
                .setMaxMessageSize(32 << 20))
        .connect(options)
        // At once, or its first messages may be missed.
        .onSuccess(socket -> made.complete(new SocketCaller(socket)))
        .onFailure(made::completeExceptionally);
    return made.join();
  }

  /** The HTTP status of one that isn't let in, and what is said. */
  static UpgradeRejectedException refused(
      TestGateway gateway, String query, Map<String, String> headers, List<String> protocols) {
    try {
      open(gateway, query, headers, protocols);
    } catch (CompletionException e) {
      return (UpgradeRejectedException) e.getCause();
    }
    throw new AssertionError("it was let in");
  }

  void send(String text) {
    socket.writeTextMessage(text);
  }

  /** What is answered to one call with id 1; it must be the next message. */
  JsonNode call(String method, String params) {
    send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
    JsonNode answer = next();
    assertThat(answer.path("id").asInt()).as("%s", answer).isEqualTo(1);
    return answer;
  }

  /** The id of a new subscription. */
  String subscribe(String params) {
    JsonNode answer = call("eth_subscribe", params);
    assertThat(answer.path("result").asText()).as("%s", answer).matches("0x[0-9a-f]{32}");
    return answer.path("result").asText();
  }

  /** The next message as it came. */
  String text() {
    try {
      String next = messages.poll(10, TimeUnit.SECONDS);
      assertThat(next).as("a message comes").isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  JsonNode next() {
    String text = text();
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  /** What the next message tells of a subscription. */
  JsonNode told(String subscription) {
    JsonNode next = next();
    assertThat(next.path("method").asText()).as("%s", next).isEqualTo("eth_subscription");
    assertThat(next.path("params").path("subscription").asText()).isEqualTo(subscription);
    return next.path("params");
  }

  /** How many messages came that nobody looked at. */
  int unread() {
    return messages.size();
  }

  /** The code with which it is closed. */
  int closed() {
    try {
      return closed.get(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("it stays open", e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void binary() {
    socket.writeBinaryMessage(Buffer.buffer("{}"));
  }

  void close() {
    socket.close();
    closed();
  }
}
