package io.ridgeway.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Follows a network's events and prints each step once when it changes. */
final class Watch {
  private final Ridgectl root;
  private final Map<String, String> printed = new LinkedHashMap<>();

  Watch(Ridgectl root) {
    this.root = root;
  }

  /**
   * Follows the network until it is in {@code goal} or can't get there.
   *
   * @return the exit code
   */
  int until(String network, String goal) {
    return follow(network, event -> event.path("network").path("state").asText().equals(goal));
  }

  /**
   * Follows the network until that operation of it is over.
   *
   * @return the exit code
   */
  int over(String network, String operation) {
    return follow(
        network,
        event -> {
          JsonNode now = event.path("operation");
          return now.path("id").asText().equals(operation)
              && now.path("state").asText().equals("SUCCEEDED");
        });
  }

  private int follow(String network, Predicate<JsonNode> reached) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                root.api().events("/v1/networks/" + Http.encode(network) + "/events"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("data:")) {
          continue;
        }
        JsonNode event = Http.JSON.readTree(line.substring("data:".length()));
        show(event);
        if (reached.test(event)) {
          return 0;
        }
        String state = event.path("network").path("state").asText();
        if (state.equals("Failed") || state.equals("Deleted")) {
          return Failure.REFUSED;
        }
      }
      throw new Failure(
          Failure.UNREACHABLE,
          "The stream of events ended early; see: ridgectl networks get " + network);
    } catch (JsonProcessingException e) {
      throw new Failure(Failure.UNREACHABLE, "An event can't be read.");
    } catch (IOException e) {
      throw new Failure(
          Failure.UNREACHABLE, "The stream of events broke; see: ridgectl networks get " + network);
    }
  }

  private void show(JsonNode event) {
    Output output = root.output();
    if (output.isJson()) {
      output.line(event.toString());
      return;
    }
    for (JsonNode step : event.path("operation").path("steps")) {
      String name = step.path("name").asText();
      String now = step.path("state").asText() + " " + step.path("message").asText();
      if (!step.path("state").asText().equals("PENDING") && !now.equals(printed.put(name, now))) {
        output.line(
            String.format(
                "%3d%%  %-20s %s",
                event.path("operation").path("percent").asInt(), name, now.strip()));
      }
    }
    String state = event.path("network").path("state").asText();
    if (!state.equals(printed.put("", state))) {
      output.line("      " + state);
    }
  }
}
