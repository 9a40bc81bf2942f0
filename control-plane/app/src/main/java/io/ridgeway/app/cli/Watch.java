package io.ridgeway.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

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
    return follow(
        network,
        event ->
            event.path("network").path("state").asText().equals(goal)
                ? OptionalInt.of(0)
                : OptionalInt.empty());
  }

  /**
   * Follows the network until that operation of it is over, however it ends.
   *
   * @return the exit code
   */
  int over(String network, String operation) {
    return follow(network, event -> end(find(network, operation, event.path("operation"))));
  }

  /** An event has what is under way: another one may have gone ahead, or come after it. */
  private JsonNode find(String network, String operation, JsonNode now) {
    if (now.path("id").asText().equals(operation)) {
      return now;
    }
    JsonNode all = root.api().get("/v1/networks/" + Http.encode(network) + "/operations");
    for (JsonNode each : all.path("items")) {
      if (each.path("id").asText().equals(operation)) {
        return each;
      }
    }
    return MissingNode.getInstance();
  }

  private OptionalInt end(JsonNode operation) {
    if (!operation.hasNonNull("finishedAt")) {
      return OptionalInt.empty();
    }
    String state = operation.path("state").asText();
    if (state.equals("SUCCEEDED")) {
      return OptionalInt.of(0);
    }
    if (!root.output().isJson()) {
      root.output().line("      " + state + " " + operation.path("message").asText());
    }
    return OptionalInt.of(Failure.REFUSED);
  }

  private int follow(String network, Function<JsonNode, OptionalInt> end) {
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
        OptionalInt code = end.apply(event);
        if (code.isPresent()) {
          return code.getAsInt();
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
