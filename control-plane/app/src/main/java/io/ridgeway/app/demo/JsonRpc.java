package io.ridgeway.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An application's way to its network: JSON-RPC through the gateway with an API key. */
public final class JsonRpc {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final AtomicLong ids = new AtomicLong();
  private final URI endpoint;
  private final String apiKey;

  public JsonRpc(URI endpoint, String apiKey) {
    this.endpoint = endpoint;
    this.apiKey = apiKey;
  }

  /** The HTTP status and the whole answer, an error included. */
  public record Answer(int status, JsonNode body) {}

  /** Calls a method and gives its result; an error is an exception with the gateway's words. */
  public JsonNode call(String method, Object... parameters) {
    Answer answer = ask(method, parameters);
    if (answer.body().has("error")) {
      throw new IllegalStateException(
          method + ": " + answer.body().path("error").path("message").asText());
    }
    return answer.body().path("result");
  }

  /** Calls a method and gives the answer as it came. */
  public Answer ask(String method, Object... parameters) {
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "2.0").put("id", ids.incrementAndGet()).put("method", method);
    request.set("params", JSON.valueToTree(List.of(parameters)));
    return send(request.toString());
  }

  /** Sends a body as it is. */
  public Answer send(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("X-Api-Key", apiKey)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new IllegalStateException("the gateway does not answer at " + endpoint, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
