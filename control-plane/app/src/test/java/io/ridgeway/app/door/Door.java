package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * HTTP as one caller sends it, right or wrong: nothing is set that the test didn't say, and every
 * answer comes back as it is.
 */
final class Door {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final String base;
  private final Map<String, Supplier<String>> headers;

  Door(String base) {
    this(base, Map.of());
  }

  private Door(String base, Map<String, Supplier<String>> headers) {
    this.base = base;
    this.headers = headers;
  }

  /** The same with that header, or without it if {@code value} gives empty text. */
  Door with(String name, Supplier<String> value) {
    Map<String, Supplier<String>> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Door(base, more);
  }

  Door with(String name, String value) {
    return with(name, () -> value);
  }

  Door as(Supplier<String> token) {
    return with("Authorization", () -> "Bearer " + token.get());
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer post(String path, Object body) {
    return with("Content-Type", "application/json").send("POST", path, text(body));
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  Answer send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(
        (name, value) -> {
          if (!value.get().isEmpty()) {
            request.setHeader(name, value.get());
          }
        });
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String text(Object body) {
    try {
      return body instanceof String text ? text : JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON", e);
    }
  }

  /** An answer as it came. */
  record Answer(int status, HttpHeaders headers, String text) {
    JsonNode json() {
      try {
        return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + text, e);
      }
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Checks that it went well. */
    JsonNode good() {
      assertThat(status).as(text).isBetween(200, 299);
      return json();
    }

    /** Checks that it is a whole problem document of that type, and gives its detail. */
    String problem(int expected, String slug) {
      assertThat(status).as(text).isEqualTo(expected);
      assertThat(header("Content-Type")).as(text).startsWith("application/problem+json");
      assertThat(json().path("type").asText()).isEqualTo("urn:ridgeway:problem:" + slug);
      assertThat(json().path("status").asInt()).isEqualTo(expected);
      assertThat(json().path("title").asText()).isNotBlank();
      return json().path("detail").asText();
    }
  }
}
