package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "hosting",
    mixinStandardHelpOptions = true,
    description = {
      "For operators: show which networks of the shared tier live on this one's nodes, or say how"
          + " many may.",
      "Data of deleted ones waits until it is removed while the nodes are stopped; say so with"
          + " --cleared."
    })
final class HostingCommand implements Callable<Integer> {
  @ParentCommand NetworksCommand parent = new NetworksCommand();

  @Parameters(paramLabel = "ID")
  String network = "";

  @Option(names = "--places", description = "How many it carries at most, 0 to 1000.")
  @Nullable Integer places;

  @Option(names = "--closed", description = "With --places: it takes no more; those there stay.")
  boolean closed;

  @Option(
      names = "--cleared",
      arity = "1..*",
      paramLabel = "GUEST",
      description = "Deleted networks of which nothing is left on its nodes.")
  @Nullable List<String> cleared;

  @Override
  public Integer call() {
    String door = "/ops/v1/networks/" + Http.encode(network) + "/hosting";
    Api api = parent.root.api();
    if (places != null) {
      api.put(door, Map.of("places", places, "open", !closed));
    }
    if (cleared != null) {
      api.post(door + "/cleared", Map.of("guests", cleared));
    }
    JsonNode now = api.get(door);
    Output output = parent.root.output();
    if (output.isJson()) {
      output.print(now);
      return 0;
    }
    output.line(
        "%d of %d places, %s"
            .formatted(
                now.path("guests").size() + now.path("waiting").size(),
                now.path("places").asInt(),
                now.path("open").asBoolean() ? "open" : "closed"));
    lines(output, now.path("guests"));
    lines(output, now.path("waiting"));
    return 0;
  }

  private static void lines(Output output, JsonNode guests) {
    for (JsonNode guest : guests) {
      output.line(
          "%s  %s  %s  %s"
              .formatted(
                  guest.path("id").asText(),
                  guest.path("state").asText(),
                  guest.path("tenant").asText(),
                  guest.path("name").asText()));
    }
  }
}
