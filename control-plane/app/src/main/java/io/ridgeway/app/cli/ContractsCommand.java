package io.ridgeway.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "contracts",
    aliases = "contract",
    mixinStandardHelpOptions = true,
    description = "Contracts of your own on a network.")
final class ContractsCommand {
  private static final String[] COLUMNS = {
    "name", "version", "sequence", "state", "kind", "code", "broughtBy", "broughtAt"
  };

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @ParentCommand Ridgectl root = new Ridgectl();

  /** One of the two. */
  static final class Code {
    @Option(names = "--jar", description = "A jar that java -jar starts, with all that it needs.")
    @Nullable Path jar;

    @Option(names = "--image", description = "A container image by its reference, with digest.")
    @Nullable String image;
  }

  @Command(
      name = "deploy",
      mixinStandardHelpOptions = true,
      description = "Have a network run a contract, or its next version.")
  int deploy(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--name", required = true, description = "As applications call it.")
          String name,
      @Option(
              names = "--contract-version",
              required = true,
              description = "Another one than those before.")
          String version,
      @ArgGroup(exclusive = true, multiplicity = "1") Code code,
      @Option(names = "--sequence", description = "The one that it must get; else the next.")
          @Nullable Integer sequence,
      @Option(
              names = "--endorsers",
              split = ",",
              description = "Organisations that answer for it; else as the channel has it.")
          @Nullable List<String> endorsers,
      @Option(
              names = "--endorsements",
              description = "How many of the endorsers must answer alike; else all.")
          @Nullable Integer endorsements,
      @Option(
              names = "--collections-config",
              paramLabel = "FILE",
              description =
                  "Its collections of private data: JSON, as Fabric's command line takes.")
          @Nullable Path collections,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("version", version);
    put(body, "sequence", sequence);
    put(body, "endorsers", endorsers);
    put(body, "endorsements", endorsements);
    put(body, "collections", collections == null ? null : json(collections));
    put(body, "image", code.image);
    put(body, "jar", code.jar == null ? null : bytes(code.jar));
    JsonNode operation = root.api().post(path(network), body);
    root.output().print(operation, "id", "kind", "state", "requestedAt");
    return watch ? new Watch(root).over(network, operation.path("id").asText()) : 0;
  }

  private static void put(Map<String, Object> body, String field, @Nullable Object value) {
    if (value != null) {
      body.put(field, value);
    }
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(bytes(file));
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, file + " is no JSON.");
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, file + " can't be read.");
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List every version that was brought, newest first.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    root.output().print(root.api().get(path(network)), COLUMNS);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show one contract's versions, newest first.")
  int show(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "NAME", index = "1") String name) {
    root.output().print(root.api().get(path(network) + "/" + Http.encode(name)), COLUMNS);
    return 0;
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Take back a version before the ledger runs it; the one before it stays.")
  int withdraw(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "NAME", index = "1") String name,
      @Parameters(paramLabel = "VERSION", index = "2") String version) {
    root.output()
        .print(
            root.api()
                .delete(
                    path(network) + "/" + Http.encode(name) + "/versions/" + Http.encode(version)),
            "id",
            "kind",
            "state",
            "requestedAt");
    return 0;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Take a contract off: what runs for it ends, what it wrote stays.")
  int remove(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "NAME", index = "1") String name,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    JsonNode operation = root.api().delete(path(network) + "/" + Http.encode(name));
    root.output().print(operation, "id", "kind", "state", "requestedAt");
    return watch ? new Watch(root).over(network, operation.path("id").asText()) : 0;
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network) + "/contracts";
  }
}
