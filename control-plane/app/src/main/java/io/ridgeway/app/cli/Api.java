package io.ridgeway.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The REST doors as one caller sees them: with its token and its tenant. Problems become {@link
 * Failure}s that show the detail and every violation.
 */
public final class Api {
  /** No problem is told in more bytes. */
  private static final int MOST_PROBLEM = 1 << 20;

  private final Http http = new Http();
  private final String server;
  private final Supplier<String> token;
  private final Supplier<String> tenant;

  /**
   * @param server the portal's address, without a path
   * @param token gives a valid access token
   * @param tenant gives the tenant to act for; empty text to leave the choice to the server
   */
  public Api(String server, Supplier<String> token, Supplier<String> tenant) {
    this.server = server.replaceAll("/+$", "");
    this.token = token;
    this.tenant = tenant;
  }

  public JsonNode get(String path) {
    return json(request(path).GET());
  }

  public JsonNode post(String path, Object body) {
    return post(path, body, Map.of());
  }

  public JsonNode post(String path, Object body, Map<String, String> headers) {
    try {
      HttpRequest.Builder request =
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(Http.JSON.writeValueAsBytes(body)));
      headers.forEach(request::header);
      return json(request);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON", e);
    }
  }

  public JsonNode put(String path, Object body) {
    try {
      return json(
          request(path)
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofByteArray(Http.JSON.writeValueAsBytes(body))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON", e);
    }
  }

  public JsonNode delete(String path) {
    return json(request(path).DELETE());
  }

  /** A document, as bytes. */
  public byte[] document(String path, String mediaType) {
    HttpRequest request = request(path).setHeader("Accept", mediaType).GET().build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw refused(http.answer(response));
    }
    return response.body();
  }

  /**
   * A document that may be large, as it comes.
   *
   * @param into takes its content, and isn't closed
   */
  public void download(String path, String mediaType, OutputStream into) throws IOException {
    HttpRequest request = request(path).setHeader("Accept", mediaType).GET().build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw refused(Http.answer(response.statusCode(), body.readNBytes(MOST_PROBLEM)));
      }
      body.transferTo(into);
    }
  }

  /** An event stream; the caller closes it. It has no time limit. */
  public InputStream events(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(
                request(path).setHeader("Accept", "text/event-stream").GET().build(),
                (n, v) -> true)
            .timeout(Duration.ofDays(1))
            .build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new Failure(
          Failure.REFUSED,
          "The events can't be followed: the answer was " + response.statusCode() + ".");
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(Duration.ofSeconds(60))
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + token.get());
    String chosen = tenant.get();
    return chosen.isEmpty() ? request : request.header("Ridgeway-Tenant", chosen);
  }

  private JsonNode json(HttpRequest.Builder request) {
    Http.Answer answer = http.answer(http.send(request.build(), BodyHandlers.ofByteArray()));
    if (answer.status() >= 300) {
      throw refused(answer);
    }
    return answer.body();
  }

  private static ApiProblem refused(Http.Answer answer) {
    return new ApiProblem(answer.status(), answer.body());
  }
}
