package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.model.place.CityNodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "manifests",
    mixinStandardHelpOptions = true,
    description = {
      "For operators: print what would be applied, as YAML, with references for secret values.",
      "Exit code 1 if a city node has nothing to show; the others are printed all the same."
    })
final class ManifestsCommand implements Callable<Integer> {
  @ParentCommand NetworksCommand parent = new NetworksCommand();

  @Parameters(paramLabel = "ID")
  String network = "";

  @Option(names = "--city-node", description = "Only this one's.")
  String cityNode = "";

  @Option(
      names = "--directory",
      description = "Write CITY-NODE.yaml there for each city node, instead of printing.")
  @Nullable Path directory;

  @Override
  public Integer call() {
    String door = "/ops/v1/networks/" + Http.encode(network) + "/manifests";
    JsonNode answer =
        parent
            .root
            .api()
            .get(cityNode.isEmpty() ? door : door + "?cityNode=" + Http.encode(cityNode));
    int exit = 0;
    for (JsonNode one : answer.path("items")) {
      if (one.hasNonNull("problem")) {
        exit = Failure.REFUSED;
        System.err.println("ridgectl: " + one.path("problem").asText());
      }
    }
    Output output = parent.root.output();
    if (output.isJson()) {
      output.print(answer);
    } else if (directory != null) {
      for (JsonNode one : answer.path("items")) {
        write(one, directory, output);
      }
    } else {
      answer.path("items").forEach(one -> output.line(stream(one).stripTrailing()));
    }
    return exit;
  }

  /** One city node's documents as one YAML stream. */
  static String stream(JsonNode cityNode) {
    StringBuilder yaml =
        new StringBuilder("# city node ").append(cityNode.path("cityNode").asText()).append('\n');
    if (cityNode.hasNonNull("problem")) {
      cityNode
          .path("problem")
          .asText()
          .lines()
          .forEach(line -> yaml.append("# ").append(line).append('\n'));
    }
    for (JsonNode document : cityNode.path("documents")) {
      String text = document.path("text").asText();
      yaml.append(text.startsWith("---") ? "" : "---\n").append(text.stripTrailing()).append('\n');
    }
    return yaml.toString();
  }

  private static void write(JsonNode cityNode, Path directory, Output output) {
    if (cityNode.path("documents").isEmpty()) {
      return;
    }
    // As a city node's name it can't lead out of the directory.
    String name = new CityNodeId(cityNode.path("cityNode").asText()).value();
    Path file = directory.resolve(name + ".yaml");
    try {
      Files.createDirectories(directory);
      Files.writeString(file, stream(cityNode));
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The file " + file + " can't be written.");
    }
    output.line(file.toString());
  }
}
