package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.submit.FakeChain;
import io.ridgeway.model.place.HostPort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** An Ethereum node as far as the gateway sees one. Answers batches back to front, as it may. */
final class FakeNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final FakeChain chain;
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private volatile long height = 16;
  private volatile BiConsumer<HttpServerRequest, Buffer> behaviour = this::answer;

  FakeNode(Vertx vertx, FakeChain chain) {
    this(vertx, chain, 0);
  }

  FakeNode(Vertx vertx, FakeChain chain, int port) {
    this.chain = chain;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              // What the gateway asks by itself is nobody's call.
                              if (!body.toString().contains("\"height\"")) {
                                bodies.add(body.toString());
                              }
                              behaviour.accept(request, body);
                            }))
            .listen(port, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  HostPort at() {
    return new HostPort("127.0.0.1", server.actualPort());
  }

  /** Its newest block from now on. */
  void height(long now) {
    height = now;
  }

  /** The bodies that it was sent, but for what the gateway asks by itself. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Does something else with requests from now on; null for the usual. */
  void behave(BiConsumer<HttpServerRequest, Buffer> how) {
    behaviour = how == null ? this::answer : how;
  }

  void answer(HttpServerRequest request, Buffer body) {
    try {
      JsonNode asked = JSON.readTree(body.getBytes());
      String answer = asked.isArray() ? batch(asked) : one(asked);
      request.response().putHeader("content-type", "application/json").end(answer);
    } catch (IOException e) {
      request.response().setStatusCode(400).end();
    }
  }

  private String batch(JsonNode calls) {
    List<String> answers = new ArrayList<>();
    calls.forEach(call -> answers.add(one(call)));
    answers.removeIf(String::isEmpty);
    Collections.reverse(answers);
    return answers.isEmpty() ? "" : "[" + String.join(",", answers) + "]";
  }

  private String one(JsonNode call) {
    if (!call.has("id")) {
      return "";
    }
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", call.get("id"));
    switch (call.path("method").asText()) {
      case "eth_blockNumber" -> answer.put("result", "0x" + Long.toHexString(height));
      case "eth_call" -> answer.putObject("error").put("code", 3).put("message", "reverted");
      case "eth_getLogs" -> answer.put("result", "x".repeat(300_000));
      case "eth_sendRawTransaction" -> raw(call, answer);
      case "eth_getTransactionByHash" -> {
        String hash = call.path("params").path(0).asText();
        if (chain.has(hash)) {
          answer.putObject("result").put("hash", hash);
        } else {
          answer.putNull("result");
        }
      }
      default -> answer.set("result", call.get("method"));
    }
    return answer.toString();
  }

  private void raw(JsonNode call, ObjectNode answer) {
    try {
      answer.put("result", chain.take(call.path("params").path(0).asText()));
    } catch (IllegalStateException e) {
      answer.putObject("error").put("code", -32000).put("message", e.getMessage());
    }
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}
