package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "hosting",
    mixinStandardHelpOptions = true,
    description = {
      "For operators: show which networks of the shared tier live on this one's nodes, or say how"
          + " many may. Without ID, list all that carry others.",
      "Data of deleted ones waits for a window, in which one node after the other is stopped and"
          + " rid of it: --open-window opens one, --window-at has one opened each week."
    })
final class HostingCommand implements Callable<Integer> {
  @ParentCommand NetworksCommand parent = new NetworksCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", arity = "0..1")
  @Nullable String network;

  @Option(names = "--places", description = "How many it carries at most, 0 to 1000.")
  @Nullable Integer places;

  @Option(names = "--closed", description = "With --places: it takes no more; those there stay.")
  boolean closed;

  @Option(
      names = "--no-contracts",
      description = "With --places: it takes no contracts that guests bring; those there stay.")
  boolean noContracts;

  @Option(names = "--open-window", description = "Open a window now.")
  boolean window;

  @Option(
      names = "--window-at",
      paramLabel = "DAY/TIME/ZONE/MINUTES",
      description = "Have one opened each week: SUNDAY/03:30/Asia/Shanghai/120.")
  @Nullable String windowAt;

  @Option(names = "--by-hand", description = "Have windows opened by hand alone.")
  boolean byHand;

  @Option(
      names = "--cleared",
      arity = "1..*",
      paramLabel = "GUEST",
      description = "Deleted networks whose data somebody removed from its nodes by hand.")
  @Nullable List<String> cleared;

  @Override
  public Integer call() {
    Api api = parent.root.api();
    if (network == null) {
      return list(api.get("/ops/v1/hosts"));
    }
    String door = "/ops/v1/networks/" + Http.encode(network) + "/hosting";
    if (places != null) {
      api.put(door, Map.of("places", places, "open", !closed, "contracts", !noContracts));
    }
    if (cleared != null) {
      api.post(door + "/cleared", Map.of("guests", cleared));
    }
    if (windowAt != null) {
      api.put(door + "/window-time", time(windowAt));
    }
    if (byHand) {
      api.delete(door + "/window-time");
    }
    if (window) {
      parent.root.output().print(api.post(door + "/windows", Map.of()), "id", "kind", "state");
      return 0;
    }
    JsonNode now = api.get(door);
    Output output = parent.root.output();
    if (output.isJson()) {
      output.print(now);
      return 0;
    }
    output.line(
        "%d of %d places, %s, %d TPS%s"
            .formatted(
                now.path("taken").asInt(),
                now.path("places").asInt(),
                now.path("open").asBoolean() ? "open" : "closed",
                now.path("tps").asInt(),
                now.path("contracts").asBoolean(true) ? "" : ", no contracts of guests"));
    lines(output, now.path("guests"));
    for (JsonNode gone : now.path("waiting")) {
      output.line(
          "%s  waits for a window since %s%s"
              .formatted(
                  gone.path("id").asText(),
                  gone.path("since").asText(),
                  gone.hasNonNull("bytes") ? ", " + gone.path("bytes").asLong() + " bytes" : ""));
    }
    windows(output, now.path("windows"));
    return 0;
  }

  private int list(JsonNode hosts) {
    Output output = parent.root.output();
    if (output.isJson()) {
      output.print(hosts);
      return 0;
    }
    for (JsonNode host : hosts) {
      output.line(
          "%s  %s  %s  %d of %d places, %d wait for a window"
              .formatted(
                  host.path("network").asText(),
                  host.path("state").asText(),
                  host.path("name").asText(),
                  host.path("taken").asInt(),
                  host.path("places").asInt(),
                  host.path("waiting").size()));
    }
    return 0;
  }

  /** A zone's name may hold slashes itself: the minutes are what follows the last one. */
  private Map<String, Object> time(String text) {
    String[] parts = text.split("/", 3);
    int last = parts.length == 3 ? parts[2].lastIndexOf('/') : -1;
    if (last < 0 || !parts[2].substring(last + 1).matches("[0-9]{1,4}")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Say day, time, zone and minutes, such as SUNDAY/03:30/Asia/Shanghai/120.");
    }
    return Map.of(
        "day",
        parts[0],
        "at",
        parts[1],
        "zone",
        parts[2].substring(0, last),
        "minutes",
        Integer.valueOf(parts[2].substring(last + 1)));
  }

  private static void windows(Output output, JsonNode windows) {
    if (windows.hasNonNull("obstacle")) {
      output.line("no windows: " + windows.path("obstacle").asText());
      return;
    }
    JsonNode weekly = windows.path("weekly");
    output.line(
        weekly.isObject()
            ? "a window each %s at %s (%s), %d minutes"
                .formatted(
                    weekly.path("day").asText(),
                    weekly.path("at").asText(),
                    weekly.path("zone").asText(),
                    weekly.path("minutes").asInt())
            : "windows by hand");
    if (windows.hasNonNull("interruption")) {
      output.line(windows.path("interruption").asText());
    }
    for (JsonNode operation : windows.path("operations")) {
      output.line(
          "%s  %s  %d %%  %s"
              .formatted(
                  operation.path("requestedAt").asText(),
                  operation.path("state").asText(),
                  operation.path("percent").asInt(),
                  operation.path("message").asText()));
    }
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
