package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck;
import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck.Found;
import io.ridgeway.framework.fiscobcos.archive.BrokenArchive;
import io.ridgeway.framework.fiscobcos.archive.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Archives of FISCO BCOS chains as files; no server is asked.")
final class ArchiveCommand {
  private static final String HASH = "0x[0-9a-f]{64}";
  private static final String SEALER = "[0-9a-f]{128}";

  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Check that every block follows the one before, holds its transactions and receipts and"
            + " nothing else, and was signed by a quorum of its sealers.",
        "Say what you know of the chain: its block 0, its sealers, or both. Several files are"
            + " checked as one, each beginning where the one before ended."
      })
  int verify(
      @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files,
      @Option(
              names = "--genesis",
              paramLabel = "HASH",
              description = "The digest of block 0: 0x and 64 hex digits.")
          @Nullable String genesis,
      @Option(
              names = "--sealers",
              paramLabel = "ID",
              split = ",",
              description =
                  "The ids of the sealers at the first file's first block: 128 hex digits each. Of"
                      + " block 0 those that the chain was born with.")
          @Nullable List<String> sealers) {
    root.output()
        .print(
            found(files, trust(genesis, sealers)),
            "file",
            "chain",
            "group",
            "from",
            "to",
            "transactions",
            "hash",
            "otherSealersFrom");
    return 0;
  }

  /**
   * What they are.
   *
   * @throws Failure that says which of them is wrong, where and how
   */
  static ArrayNode found(List<Path> files, Trust trust) {
    ArchiveCheck check = new ArchiveCheck(trust);
    ArrayNode all = Http.JSON.createArrayNode();
    for (Path file : files) {
      Found found = check(check, file);
      all.addObject()
          .put("file", file.toString())
          .put("chain", found.chain().chain())
          .put("group", found.chain().group())
          .put("cryptography", found.chain().cryptography().parameter())
          .put("from", found.from())
          .put("to", found.to())
          .put("blocks", found.blocks())
          .put("transactions", found.transactions())
          .put("parent", found.parent())
          .put("hash", found.hash())
          .put("sha256", found.sha256())
          .put(
              "otherSealersFrom",
              found.changes().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return all;
  }

  static Trust trust(@Nullable String genesis, @Nullable List<String> sealers) {
    if (genesis == null && sealers == null) {
      throw new Failure(
          Failure.REFUSED,
          "A file proves nothing by itself: say --genesis or --sealers, from where you trust.");
    }
    if (genesis != null && !genesis.matches(HASH)) {
      throw new Failure(Failure.REFUSED, "--genesis must be 0x and 64 hex digits in lower case.");
    }
    if (sealers != null && !sealers.stream().allMatch(id -> id.matches(SEALER))) {
      throw new Failure(
          Failure.REFUSED, "--sealers must be ids of 128 hex digits in lower case each.");
    }
    return new Trust(Optional.ofNullable(genesis), Optional.ofNullable(sealers));
  }

  private static Found check(ArchiveCheck check, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return check.check(in);
    } catch (BrokenArchive e) {
      throw new Failure(Failure.REFUSED, file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, file + " can't be read.");
    }
  }
}
