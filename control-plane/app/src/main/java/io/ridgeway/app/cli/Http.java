package io.ridgeway.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends requests and reads JSON answers; turns what goes wrong into a {@link Failure}. */
final class Http {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** An answer: its status, and its body if that is JSON. */
  record Answer(int status, JsonNode body) {}

  Answer form(URI uri, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(f -> encode(f.getKey()) + "=" + encode(f.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return answer(send(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  Answer answer(HttpResponse<byte[]> response) {
    try {
      return answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new Failure(
          Failure.UNREACHABLE, "The answer of " + response.uri().getHost() + " can't be read.");
    }
  }

  static Answer answer(int status, byte[] body) throws IOException {
    try {
      return new Answer(status, body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return new Answer(status, MissingNode.getInstance());
    }
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new Failure(
          Failure.UNREACHABLE,
          "No answer from "
              + request.uri().getScheme()
              + "://"
              + request.uri().getAuthority()
              + ". Is Ridgeway running there? (--server or RIDGEWAY_URL says where)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(Failure.UNREACHABLE, "Interrupted.");
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
