package io.ridgeway.app.cli;

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

  private static final String[] ALL = {
    "id", "node", "cityNode", "state", "height", "blockHash", "sha256", "message"
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
    return records(network).begin(Map.of("node", node), watch);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List a network's, newest first.")
  int list(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--cursor", defaultValue = "") String cursor) {
    return records(network).list(cursor);
  }

  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "Show one, with its files and their sums.")
  int get(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "BACKUP") String backup) {
    return records(network).show(backup, ALL, "files", "name", "bytes", "sha256");
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Delete one; one that is being taken is given up.")
  int delete(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "BACKUP") String backup) {
    return records(network).delete(backup);
  }

  private NetworkRecords records(String network) {
    return new NetworkRecords(networks.root, network, "backups", COLUMNS);
  }
}
