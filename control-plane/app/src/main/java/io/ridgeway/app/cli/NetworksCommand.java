package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "networks",
    aliases = "network",
    mixinStandardHelpOptions = true,
    description = "Your networks.",
    subcommands = {
      ManifestsCommand.class,
      HostingCommand.class,
      ApprovalsCommand.class,
      BackupsCommand.class,
      ArchivesCommand.class,
      TakedownsCommand.class,
      FreezesCommand.class
    })
final class NetworksCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List them, newest first.")
  int list(@Option(names = "--cursor", defaultValue = "") String cursor) {
    root.output()
        .print(
            root.api()
                .get("/v1/networks" + (cursor.isEmpty() ? "" : "?cursor=" + Http.encode(cursor))),
            "id",
            "spec/name",
            "spec/framework/name",
            "state",
            "height",
            "createdAt");
    return 0;
  }

  @Command(name = "get", mixinStandardHelpOptions = true, description = "Show one, with its nodes.")
  int get(@Parameters(paramLabel = "ID") String id) {
    JsonNode network = root.api().get(path(id));
    Output output = root.output();
    if (output.isJson()) {
      output.print(network);
      return 0;
    }
    output.print(network, "id", "spec/name", "state", "height", "endpoints/jsonRpc");
    output.line("");
    output.print(
        network.path("nodes"),
        "name",
        "role",
        "cityNode",
        "phase",
        "restarts",
        "height",
        "message");
    output.line("");
    output.print(network.path("conditions"), "type", "status", "message");
    return 0;
  }

  @Command(
      name = "watch",
      mixinStandardHelpOptions = true,
      description = "Follow one until it is ready.")
  int watch(@Parameters(paramLabel = "ID") String id) {
    return new Watch(root).until(id, "Ready");
  }

  @Command(
      name = "operations",
      mixinStandardHelpOptions = true,
      description = "Show what was done to one, newest first.")
  int operations(@Parameters(paramLabel = "ID") String id) {
    root.output()
        .print(
            root.api().get(path(id) + "/operations"),
            "id",
            "kind",
            "state",
            "percent",
            "message",
            "requestedAt");
    return 0;
  }

  @Command(
      name = "replace",
      mixinStandardHelpOptions = true,
      description =
          "Replace nodes by others of their role: move them, or give them up for lost. They are"
              + " removed with their data once the ledger goes on without them.")
  int replace(
      @Parameters(paramLabel = "ID", index = "0") String id,
      @Parameters(paramLabel = "NODE", index = "1..*", arity = "1..*") List<String> nodes,
      @Option(
              names = "--from-backup",
              description = "Have who comes for the one node begin with that backup.")
          @Nullable String backup,
      @Option(
              names = "--at",
              description = "With --from-backup: at that city node; else where the node is.")
          @Nullable String at,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    JsonNode operation =
        backup == null
            ? root.api().post(path(id) + "/replacements", replaced(nodes, at))
            : root.api()
                .post(
                    path(id) + "/backups/" + Http.encode(backup) + "/restorations",
                    restored(nodes, at));
    root.output().print(operation, "id", "kind", "state", "requestedAt");
    return watch ? new Watch(root).over(id, operation.path("id").asText()) : 0;
  }

  private static Map<String, Object> replaced(List<String> nodes, @Nullable String at) {
    if (at != null) {
      throw new Failure(
          Failure.REFUSED, "--at is for --from-backup; the placer chooses otherwise.");
    }
    return Map.of("nodes", nodes);
  }

  private static Map<String, Object> restored(List<String> nodes, @Nullable String at) {
    if (nodes.size() != 1) {
      throw new Failure(Failure.REFUSED, "Name one node: each begins with a backup of its own.");
    }
    return at == null ? Map.of("node", nodes.get(0)) : Map.of("node", nodes.get(0), "cityNode", at);
  }

  @Command(
      name = "change",
      mixinStandardHelpOptions = true,
      description =
          "Price a change of one that runs, for the rest of its term; what isn't said stays. The"
              + " quote is ordered as any other. Nothing is refunded for what is taken away.")
  int change(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--framework-version", description = "Of its pack.") @Nullable String version,
      @Option(names = "--nodes", split = ",", description = "For example validator=7.")
          @Nullable Map<String, Integer> nodes,
      @Option(
              names = "--parameter",
              description =
                  "For example organisations=alpha,beta,gamma; may be given again. An empty value"
                      + " takes it back.")
          @Nullable Map<String, String> parameters,
      @Option(names = "--at", split = ",", description = "City nodes, the preferred first.")
          @Nullable List<String> cityNodes,
      @Option(names = "--tps", description = "Gateway calls a second.") @Nullable Integer tps,
      @Option(names = "--storage", description = "GiB of each node; it never shrinks.")
          @Nullable Integer storageGib) {
    Map<String, Object> change = new LinkedHashMap<>();
    put(change, "version", version);
    put(change, "nodes", nodes);
    put(change, "parameters", parameters);
    put(change, "cityNodes", cityNodes);
    put(change, "tps", tps);
    put(change, "storageGib", storageGib);
    return QuoteCommand.print(root.output(), root.api().post(path(id) + "/quotes", change));
  }

  private static void put(Map<String, Object> change, String field, @Nullable Object value) {
    if (value != null) {
      change.put(field, value);
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description =
          "Renew all its certificates, for the keys that it has: nodes are restarted with them one"
              + " after another, and the ledger is told.")
  int rotate(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    JsonNode operation = root.api().post(path(id) + "/rotations", Map.of());
    root.output().print(operation, "id", "kind", "state", "requestedAt");
    return watch ? new Watch(root).over(id, operation.path("id").asText()) : 0;
  }

  @Command(
      name = "stop-rotation",
      mixinStandardHelpOptions = true,
      description =
          "Stop a renewal of all certificates that is under way: each node keeps those that it"
              + " has.")
  int stopRotation(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--operator", description = "As an operator, of any network.")
          boolean operator) {
    String base = operator ? "/ops/v1/networks/" + Http.encode(id) : path(id);
    root.output().print(root.api().delete(base + "/rotations"), "id", "kind", "state");
    return 0;
  }

  @Command(
      name = "suspend",
      mixinStandardHelpOptions = true,
      description = {
        "Stop its nodes and keep all that they have; its applications are refused until it is"
            + " resumed. The annual fee goes on, and storage counts.",
        "With a reason, which its tenant reads, an operator does it to any network; only an"
            + " operator can then resume it."
      })
  int suspend(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--reason", description = "For operators: why, for its tenant.")
          @Nullable String reason,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    return reason == null
        ? begin(id, path(id) + "/suspensions", Map.of(), watch)
        : begin(id, opsPath(id) + "/suspensions", Map.of("reason", reason), false);
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description =
          "Start the nodes of a suspended one again; it is ready once its ledger makes progress.")
  int resume(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--operator", description = "For operators: one that an operator suspended.")
          boolean operator,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    return operator
        ? begin(id, opsPath(id) + "/resumptions", Map.of(), false)
        : begin(id, path(id) + "/resumptions", Map.of(), watch);
  }

  private int begin(String id, String door, Map<String, Object> body, boolean watch) {
    JsonNode operation = root.api().post(door, body);
    root.output().print(operation, "id", "kind", "state", "requestedAt");
    return watch ? new Watch(root).over(id, operation.path("id").asText()) : 0;
  }

  private static String opsPath(String id) {
    return "/ops/v1/networks/" + Http.encode(id);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description =
          "Delete one: its nodes, their data and its keys are gone for good; the books remain.")
  int delete(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--yes", description = "Don't ask.") boolean yes,
      @Option(names = "--watch", description = "Follow it until it is gone.") boolean watch) {
    if (!yes) {
      JsonNode network = root.api().get(path(id));
      var console = System.console();
      String name = network.path("spec").path("name").asText();
      if (console == null
          || !name.equals(console.readLine("Type the network's name (%s) to delete it: ", name))) {
        throw new Failure(Failure.REFUSED, "Nothing was deleted. Scripts say --yes.");
      }
    }
    root.output().print(root.api().delete(path(id)), "id", "kind", "state", "requestedAt");
    return watch ? new Watch(root).until(id, "Deleted") : 0;
  }

  private static String path(String id) {
    return "/v1/networks/" + Http.encode(id);
  }
}
