package io.ridgeway.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "takedowns",
    aliases = "takedown",
    mixinStandardHelpOptions = true,
    description = "Private data that are erased at every node, with the records of it.")
final class TakedownsCommand {
  private static final String[] COLUMNS = {
    "id", "state", "contract", "collection", "reference", "block", "requestedBy", "requestedAt"
  };

  private static final String[] SHOWN = {
    "id",
    "state",
    "contract",
    "collection",
    "keyHashes",
    "reason",
    "reference",
    "requestedBy",
    "requestedAt",
    "transaction",
    "block",
    "message"
  };

  @ParentCommand NetworksCommand networks = new NetworksCommand();

  /** One of the two. */
  static final class Keys {
    @Option(
        names = "--key",
        description =
            "A key of the data; name several by several. Others may see it on this machine.")
    @Nullable List<String> keys;

    @Option(
        names = "--keys-file",
        paramLabel = "FILE",
        description = "The keys of the data, one a line.")
    @Nullable Path file;

    private List<String> all() {
      if (keys != null) {
        return keys;
      }
      try {
        return Files.readAllLines(Objects.requireNonNull(file)).stream()
            .filter(line -> !line.isBlank())
            .toList();
      } catch (IOException e) {
        throw new Failure(Failure.REFUSED, file + " can't be read.");
      }
    }
  }

  @Command(
      name = "begin",
      mixinStandardHelpOptions = true,
      description =
          "Erase private data at every node that has them. It can't be undone; hashes in blocks,"
              + " and copies outside the network, stay.")
  int begin(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--contract", required = true, description = "Its name.") String contract,
      @Option(
              names = "--collection",
              required = true,
              description = "Where the data are; _implicit_org_NAME for an organisation's own.")
          String collection,
      @ArgGroup(exclusive = true, multiplicity = "1") Keys keys,
      @Option(names = "--reason", required = true, description = "Why; kept for good.")
          String reason,
      @Option(
              names = "--reference",
              required = true,
              description = "What asks for it: a file number, a request's, a court's.")
          String reference,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    return records(network)
        .begin(
            Map.of(
                "contract", contract,
                "collection", collection,
                "keys", keys.all(),
                "reason", reason,
                "reference", reference),
            watch);
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List them, newest first.")
  int list(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--cursor", defaultValue = "") String cursor) {
    return records(network).list(cursor);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show one's record, with what each node said.")
  int show(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "TAKEDOWN", index = "1") String takedown) {
    return records(network)
        .show(takedown, SHOWN, "answers", "node", "organisation", "found", "height", "detail");
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = "Try one again that failed, or that not every node confirmed.")
  int retry(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "TAKEDOWN", index = "1") String takedown,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    NetworkRecords records = records(network);
    return records.begin(records.path(takedown) + "/retries", Map.of(), watch);
  }

  private NetworkRecords records(String network) {
    return new NetworkRecords(networks.root, network, "takedowns", COLUMNS);
  }
}
