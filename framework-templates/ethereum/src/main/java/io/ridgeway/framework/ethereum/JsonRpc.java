package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls of an Ethereum node's JSON-RPC door. Thread-safe. */
final class JsonRpc {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than any answer that is of use: a node's answer must not fill our memory. */
  private static final int MOST_BYTES = 16 << 20;

  /** JSON-RPC's code of a limit that was exceeded (EIP-1474). */
  private static final int TOO_LONG = -32_005;

  private final HttpClient http =
      HttpClient.newBuilder()
          // Nodes are asked every few seconds: an upgrade to HTTP/2 would be offered each time.
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * The call's {@code result}; fails with {@link LedgerException.Refused} for the node's own error
   * and for an answer that is too long, and with anything else if there was no usable answer within
   * {@code patience}.
   */
  CompletableFuture<JsonNode> call(
      HostPort node, Duration patience, String method, Object... parameters) {
    ObjectNode body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    body.put("method", method).set("params", JSON.valueToTree(parameters));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + node + "/"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    CompletableFuture<HttpResponse<Optional<byte[]>>> exchange =
        http.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
    // The request's own timeout would end with the headers: a body that never ends must not
    // outlast the caller's patience either.
    return exchange
        .thenApply(JsonRpc::result)
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((result, failure) -> exchange.cancel(true));
  }

  private static JsonNode result(HttpResponse<Optional<byte[]>> response) {
    byte[] body =
        response
            .body()
            .orElseThrow(
                () ->
                    new LedgerException.Refused(
                        TOO_LONG,
                        "The node's answer is longer than 16 MiB: ask for less at once.",
                        Optional.empty()));
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      JsonNode data = error.path("data");
      throw new LedgerException.Refused(
          error.path("code").asInt(),
          error.path("message").asText(),
          data.isTextual() ? Optional.of(data.asText()) : Optional.empty());
    }
    if (!answer.has("result")) {
      throw new IllegalStateException("no JSON-RPC answer, HTTP status " + response.statusCode());
    }
    return answer.path("result");
  }
}
