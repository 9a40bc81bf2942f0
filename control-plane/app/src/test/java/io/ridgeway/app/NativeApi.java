package io.ridgeway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An application's way to its network by the gateway's native door. */
public final class NativeApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String apiKey;

  /**
   * At one network.
   *
   * @param base its {@code endpoints.api}
   */
  public NativeApi(String base, String apiKey) {
    this.base = base;
    this.apiKey = apiKey;
  }

  /** That of an application of the firm, with the managed key {@code clerk} and a new API key. */
  public static NativeApi ofClerk(Firm firm, String network) {
    String path = "/v1/networks/" + network;
    firm.api().post(path + "/keys", Map.of("name", "clerk"));
    String secret =
        firm.api()
            .post(path + "/gateway-credentials", Map.of("name", "app"))
            .path("secret")
            .asText();
    return new NativeApi(firm.network(network).path("endpoints").path("api").asText(), secret);
  }

  /** The HTTP status and the JSON. */
  public record Answer(int status, JsonNode body) {}

  /** Calls a function of a contract; {@code door} is {@code transactions} or {@code queries}. */
  public Answer call(String door, String key, String contract, String function, List<String> args) {
    String body =
        JSON.valueToTree(
                Map.of("contract", contract, "function", function, "args", args, "key", key))
            .toString();
    return send(request(door).POST(BodyPublishers.ofString(body)));
  }

  /** Has code become a contract. */
  public Answer deploy(String key, String code) {
    String body = JSON.valueToTree(Map.of("deploy", code, "key", key)).toString();
    return send(request("transactions").POST(BodyPublishers.ofString(body)));
  }

  /** Posts that JSON. */
  public Answer post(String path, JsonNode body) {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** The first event of a stream: its id, then its data. */
  public List<String> firstEvent(String query) {
    try {
      var answer =
          http.send(request("events?" + query).GET().build(), BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        return lines
            .lines()
            .filter(line -> line.startsWith("id: ") || line.startsWith("data: "))
            .limit(2)
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + "/" + path))
        .timeout(Duration.ofSeconds(60))
        .header("X-Api-Key", apiKey);
  }

  /** Waits for room within the calls that were bought, and for the gateway to hear of the key. */
  private Answer send(HttpRequest.Builder request) {
    List<Answer> answers = new ArrayList<>();
    RunningRidgeway.await(
        "the call is let in",
        () -> {
          answers.add(once(request));
          int status = answers.get(answers.size() - 1).status();
          return status != 429 && status != 401;
        });
    return answers.get(answers.size() - 1);
  }

  private Answer once(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
