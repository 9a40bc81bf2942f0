package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "archives",
    aliases = "archive",
    mixinStandardHelpOptions = true,
    description =
        "Stretches of a ledger's history, proved block by block and kept. Nothing is removed at the"
            + " nodes. ridgectl archive verify checks one without asking anybody.")
final class ArchivesCommand {
  private static final String[] COLUMNS = {
    "id", "from", "to", "state", "blocks", "bytes", "requestedAt"
  };

  @ParentCommand NetworksCommand networks = new NetworksCommand();

  @Command(
      name = "take",
      mixinStandardHelpOptions = true,
      description = "Archive what is behind the last archive.")
  int take(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--to", paramLabel = "BLOCK", description = "End with it, not the newest.")
          @Nullable Long to,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    return records(network).begin(to == null ? Map.of() : Map.of("to", to), watch);
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
      description = "Show one, with its last block's digest and the file's sum.")
  int get(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "ARCHIVE") String archive) {
    return records(network)
        .show(archive, "id", "from", "to", "state", "blockHash", "sha256", "message");
  }

  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = "Fetch one as a file, which isn't there before.")
  int fetch(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "ARCHIVE") String archive,
      @Parameters(paramLabel = "FILE") Path file) {
    JsonNode known = networks.root.api().get(records(network).path(archive));
    if (!known.path("state").asText().equals("KEPT")) {
      throw new Failure(
          Failure.REFUSED,
          "It is " + known.path("state").asText() + "; there is nothing to fetch.");
    }
    if (Files.exists(file)) {
      throw new Failure(Failure.REFUSED, file + " is there already.");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      download(records(network).path(archive) + "/file", known.path("sha256").asText(), part);
      Files.move(part, file);
    } catch (IOException e) {
      throw new Failure(
          Failure.UNREACHABLE, "It broke off, or " + part + " can't be written; fetch it again.");
    }
    networks.root.output().line(file + " has SHA-256 " + known.path("sha256").asText());
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Delete one; one that is being taken is given up.")
  int delete(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "ARCHIVE") String archive) {
    return records(network).delete(archive);
  }

  /** Whole, or not at all. */
  private void download(String path, String expected, Path part) throws IOException {
    boolean whole = false;
    try {
      MessageDigest sum = sha256();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), sum)) {
        networks.root.api().download(path, "application/jsonl", out);
      }
      whole = HexFormat.of().formatHex(sum.digest()).equals(expected);
      if (!whole) {
        throw new Failure(Failure.UNREACHABLE, "What came isn't what is kept; fetch it again.");
      }
    } finally {
      if (!whole) {
        Files.deleteIfExists(part);
      }
    }
  }

  private NetworkRecords records(String network) {
    return new NetworkRecords(networks.root, network, "archives", COLUMNS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
