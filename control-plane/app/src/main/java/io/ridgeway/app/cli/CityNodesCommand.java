package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "city-nodes",
    mixinStandardHelpOptions = true,
    description = "For operators and providers: the places where nodes run.",
    synopsisSubcommandLabel = "COMMAND")
final class CityNodesCommand implements Runnable {
  private static final String DOOR = "/ops/v1/city-nodes";
  private static final String[] COLUMNS = {
    "id", "city", "jurisdiction", "provider", "adapter", "state", "heardAt", "problem"
  };

  @ParentCommand Ridgectl root = new Ridgectl();
  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do; --help lists it.");
  }

  @Command(name = "list", description = "All that you may see.")
  int list() {
    root.output().print(root.api().get(DOOR), COLUMNS);
    return 0;
  }

  @Command(name = "show", description = "One, with its configuration; of secrets only since when.")
  int show(@Parameters(paramLabel = "CITY-NODE") String id) {
    JsonNode answer = root.api().get(path(id));
    Output output = root.output();
    output.print(answer, COLUMNS);
    if (!output.isJson()) {
      output.print(answer, "capacity", "software", "configuration", "credentials", "cost");
    }
    return 0;
  }

  @Command(
      name = "register",
      description = "Register one. Secrets are read from files, never from the command line.")
  int register(
      @Parameters(paramLabel = "CITY-NODE") String id,
      @Option(names = "--city", required = true) String city,
      @Option(names = "--country", required = true, description = "Two letters: CN.")
          String country,
      @Option(names = "--jurisdiction", description = "Default: the country's.", defaultValue = "")
          String jurisdiction,
      @Option(names = "--provider", required = true) String provider,
      @Option(names = "--adapter", required = true, description = "One of 'ridgectl adapters'.")
          String adapter,
      @Option(names = "--max-tps", defaultValue = "500", description = "Default: 500.") int maxTps,
      @Option(names = "--set", description = "A setting: NAME=VALUE; may be given again.")
          Map<String, String> settings,
      @Option(names = "--secret-file", description = "A secret: NAME=FILE; may be given again.")
          Map<String, Path> secrets,
      @Option(
              names = "--cost",
              description =
                  "For a month: currency=USD, core=12.50, gib=0.10, address=3; may be given again.")
          Map<String, String> cost) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id);
    body.put("city", city);
    body.put("country", country);
    if (!jurisdiction.isEmpty()) {
      body.put("jurisdiction", jurisdiction);
    }
    body.put("provider", provider);
    body.put("adapter", adapter);
    body.put("maxTps", maxTps);
    Map<String, String> configuration = new LinkedHashMap<>();
    if (settings != null) {
      configuration.putAll(settings);
    }
    if (secrets != null) {
      secrets.forEach((name, file) -> configuration.put(name, read(file)));
    }
    body.put("configuration", configuration);
    if (cost != null) {
      Map<String, String> costs = new LinkedHashMap<>();
      cost.forEach(
          (name, value) -> costs.put(name.equals("currency") ? name : name + "Month", value));
      body.put("cost", costs);
    }
    root.output().print(root.api().post(DOOR, body), COLUMNS);
    return 0;
  }

  @Command(name = "credential", description = "Set or rotate a secret, read from a file.")
  int credential(
      @Parameters(paramLabel = "CITY-NODE") String id,
      @Parameters(paramLabel = "PROPERTY") String property,
      @Parameters(paramLabel = "FILE") Path file) {
    root.output()
        .print(
            root.api()
                .put(
                    path(id) + "/credentials/" + Http.encode(property),
                    Map.of("value", read(file))),
            "property",
            "version",
            "since");
    return 0;
  }

  @Command(
      name = "test",
      description = "Reach one now, and say exactly what is wrong; exit code 1 if anything is.")
  int test(@Parameters(paramLabel = "CITY-NODE") String id) {
    JsonNode trial = root.api().post(path(id) + "/test", Map.of());
    Output output = root.output();
    if (output.isJson()) {
      output.print(trial);
    } else {
      trial.path("problems").forEach(problem -> output.line(problem.asText()));
      output.print(trial, "passed", "capacity", "software");
    }
    return trial.path("passed").asBoolean() ? 0 : Failure.REFUSED;
  }

  @Command(
      name = "drain",
      description = "Empty one: place no new nodes there, and move those that are there.")
  int drain(@Parameters(paramLabel = "CITY-NODE") String id) {
    return move(id, "drain");
  }

  @Command(name = "activate", description = "Let nodes be placed there.")
  int activate(@Parameters(paramLabel = "CITY-NODE") String id) {
    return move(id, "activate");
  }

  @Command(name = "disable", description = "Place nothing there; what is there goes on.")
  int disable(@Parameters(paramLabel = "CITY-NODE") String id) {
    return move(id, "disable");
  }

  @Command(name = "remove", description = "Remove one that is drained or disabled, and empty.")
  int remove(@Parameters(paramLabel = "CITY-NODE") String id) {
    root.api().delete(path(id));
    root.output().line("Removed.");
    return 0;
  }

  private int move(String id, String to) {
    JsonNode moved = root.api().post(path(id) + "/" + to, Map.of());
    Output output = root.output();
    if (output.isJson()) {
      output.print(moved);
      return 0;
    }
    output.print(moved.path("cityNode"), "id", "state");
    if (!moved.path("staying").isEmpty()) {
      output.line(moved.path("message").asText());
      output.print(moved.path("staying"), "network", "name", "tenant", "state", "operation", "why");
    }
    return 0;
  }

  private static String path(String id) {
    return DOOR + "/" + Http.encode(id);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The file " + file + " can't be read.");
    }
  }
}
