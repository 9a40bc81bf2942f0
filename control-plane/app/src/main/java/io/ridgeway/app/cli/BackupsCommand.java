package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "backups",
    aliases = "backup",
    mixinStandardHelpOptions = true,
    description =
        "Copies of what single nodes hold of their ledger. A node is restored by networks replace"
            + " --from-backup.")
final class BackupsCommand {
  private static final String[] COLUMNS = {
    "id", "node", "state", "height", "bytes", "requestedAt", "expiresAt"
  };

  @ParentCommand NetworksCommand networks = new NetworksCommand();

  @Command(
      name = "take",
      mixinStandardHelpOptions = true,
      description = "Back up a node that isn't a member of a consensus group.")
  int take(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NODE") String node,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    Ridgectl root = networks.root;
    JsonNode backup = root.api().post(path(network), Map.of("node", node));
    root.output().print(backup, COLUMNS);
    return watch ? new Watch(root).over(network, backup.path("operation").asText()) : 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List a network's, newest first.")
  int list(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--cursor", defaultValue = "") String cursor) {
    networks
        .root
        .output()
        .print(
            networks
                .root
                .api()
                .get(path(network) + (cursor.isEmpty() ? "" : "?cursor=" + Http.encode(cursor))),
            COLUMNS);
    return 0;
  }

  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "Show one, with its files and their sums.")
  int get(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "BACKUP") String backup) {
    JsonNode found = networks.root.api().get(path(network) + "/" + Http.encode(backup));
    Output output = networks.root.output();
    if (output.isJson()) {
      output.print(found);
      return 0;
    }
    output.print(
        found, "id", "node", "cityNode", "state", "height", "blockHash", "sha256", "message");
    output.line("");
    output.print(found.path("files"), "name", "bytes", "sha256");
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Delete one; one that is being taken is given up.")
  int delete(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "BACKUP") String backup) {
    networks.root.api().delete(path(network) + "/" + Http.encode(backup));
    return 0;
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network) + "/backups";
  }
}
