package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A node's JSON-RPC door in this process: says what the test tells it to. */
final class FakeNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Function<JsonNode, String>> answers = new HashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeNode() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Answers a method with this JSON as its result. */
  FakeNode result(String method, String json) {
    return body(method, request -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}");
  }

  /** Answers a method with this JSON as its error. */
  FakeNode error(String method, String json) {
    return body(method, request -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":" + json + "}");
  }

  FakeNode body(String method, Function<JsonNode, String> body) {
    answers.put(method, body);
    return this;
  }

  /** Has a chain of that height whose blocks' hashes begin with {@code fork}. */
  FakeNode chain(String fork, long height) {
    result("eth_blockNumber", "\"0x" + Long.toHexString(height) + "\"");
    return body(
        "eth_getBlockByNumber",
        request ->
            "{\"result\":{\"hash\":\"" + fork + request.path("params").path(0).asText() + "\"}}");
  }

  /** The requests so far, as JSON. */
  List<String> asked() {
    return asked;
  }

  /** The same without those that only ask for its height. */
  List<String> calls() {
    return asked.stream().filter(request -> !request.contains("eth_blockNumber")).toList();
  }

  HostPort at() {
    return new HostPort("127.0.0.1", server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      asked.add(request.toString());
      byte[] body =
          answers
              .getOrDefault(request.path("method").asText(), r -> "no such method")
              .apply(request)
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
