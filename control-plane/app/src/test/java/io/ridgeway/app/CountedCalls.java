package io.ridgeway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An Ethereum network's calls through the gateway, and how many of them its tenant has to pay for:
 * those that were answered with what was asked for. So it is for callers who ask nothing to which a
 * ledger says no.
 */
final class CountedCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String gateway;
  private final String network;
  private final List<String> unanswered = new ArrayList<>();
  private long counted;
  private int id;

  CountedCalls(String gateway, String network) {
    this.gateway = gateway;
    this.network = network;
  }

  /** An answer as it came. */
  record Answer(int status, HttpHeaders headers, JsonNode body) {
    boolean isGood() {
      return status / 100 == 2 && !body.has("error");
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** The code of JSON-RPC's error. */
    int code() {
      return body.at("/error/code").asInt();
    }

    /** What JSON-RPC's error says, or a problem. */
    String says() {
      return body.at("/error/message").asText() + body.path("detail").asText();
    }
  }

  /** Calls a method at {@code /eth}. */
  Answer rpc(String key, String method, Object... parameters) {
    return send(key, "/eth/" + network, call(method, parameters));
  }

  /** Calls one method with each of these as its only parameter, and gives the results. */
  List<JsonNode> batch(String key, String method, List<String> parameters) {
    ArrayNode calls = JSON.createArrayNode();
    parameters.forEach(each -> calls.add(call(method, each)));
    Answer answer = send(key, "/eth/" + network, calls);
    // The whole of it was counted as one.
    counted += answer.isGood() ? parameters.size() - 1 : 0;
    return answer.body().findValues("result");
  }

  /** Posts at the native door. */
  Answer post(String key, String path, Map<String, Object> body) {
    return send(key, nativeDoor() + "/" + path, JSON.valueToTree(body));
  }

  /** Gets at the native door. */
  Answer get(String key, String path) {
    return counted(request(key, nativeDoor() + "/" + path).GET().build());
  }

  /** The native door, of an application with that key. */
  NativeApi nativeApi(String key) {
    return new NativeApi(gateway + nativeDoor(), key);
  }

  /** Calls that were made by another way, and answered. */
  void add(int calls) {
    counted += calls;
  }

  /** A call of which nobody told whether a node answered it. */
  void unanswered(String what) {
    unanswered.add(what);
  }

  /** How many calls were answered. */
  long counted() {
    return counted;
  }

  /** The calls that no node answered. */
  List<String> unanswered() {
    return unanswered;
  }

  private String nativeDoor() {
    return "/gateway/v1/networks/" + network;
  }

  private ObjectNode call(String method, Object... parameters) {
    ObjectNode call = JSON.createObjectNode();
    call.put("jsonrpc", "2.0").put("id", ++id).put("method", method);
    call.set("params", JSON.valueToTree(List.of(parameters)));
    return call;
  }

  private Answer send(String key, String path, JsonNode body) {
    return counted(request(key, path).POST(BodyPublishers.ofString(body.toString())).build());
  }

  private HttpRequest.Builder request(String key, String path) {
    return HttpRequest.newBuilder(URI.create(gateway + path))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json")
        .header("X-Api-Key", key);
  }

  private Answer counted(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      Answer answer =
          new Answer(response.statusCode(), response.headers(), JSON.readTree(response.body()));
      counted += answer.isGood() ? 1 : 0;
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
