package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.FileKek;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "kek",
    mixinStandardHelpOptions = true,
    description = "For operators: the key-encryption keys, and what each of them wraps.")
final class KekCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Which one wraps, what older ones still do, and whether that is under way.")
  int status() {
    return print(root.api().get("/ops/v1/key-encryption"));
  }

  @Command(
      name = "rewrap",
      mixinStandardHelpOptions = true,
      description = "Wrap everything by the current one; goes on in the background.")
  int rewrap() {
    return print(root.api().post("/ops/v1/key-encryption/rewraps", Map.of()));
  }

  @Command(
      name = "split",
      mixinStandardHelpOptions = true,
      description = {
        "Split a key file into shares, of which so many make it again. Nothing is sent anywhere.",
        "Give each share to somebody else, and delete them here."
      })
  int split(
      @Parameters(paramLabel = "KEY-FILE") Path file,
      @Option(names = "--shares", required = true, description = "How many, up to 16.") int shares,
      @Option(names = "--needed", required = true, description = "How many make the key again.")
          int needed,
      @Option(
              names = "--into",
              required = true,
              paramLabel = "DIRECTORY",
              description = "Where the shares are written, a file each.")
          Path directory) {
    try {
      List<String> lines = FileKek.split(file, needed, shares, new SecureRandom());
      for (int i = 0; i < lines.size(); i++) {
        Path share = directory.resolve("kek-share-" + (i + 1));
        Files.createFile(
            share,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(share, lines.get(i) + "\n");
        root.output().line(share.toString());
      }
      return 0;
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "A share can't be written to " + directory + ": " + e);
    } catch (CustodyException | IllegalArgumentException e) {
      throw new Failure(Failure.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  @Command(
      name = "join",
      mixinStandardHelpOptions = true,
      description = "Make a key file again from shares. Nothing is sent anywhere.")
  int join(
      @Parameters(paramLabel = "SHARE-FILE", arity = "1..*") List<Path> files,
      @Option(
              names = "--into",
              required = true,
              paramLabel = "KEY-FILE",
              description = "Made with mode 0600; never over one that is there.")
          Path into) {
    try {
      List<String> lines = new ArrayList<>();
      for (Path file : files) {
        lines.add(Files.readString(file));
      }
      FileKek.restore(into, lines);
      root.output().line(into + ": " + FileKek.open(into).id());
      return 0;
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "A share can't be read: " + e);
    } catch (CustodyException | IllegalArgumentException e) {
      throw new Failure(Failure.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private int print(JsonNode standing) {
    Output output = root.output();
    if (output.isJson()) {
      output.print(standing);
      return 0;
    }
    String current = standing.path("current").asText();
    output.line("wraps now: " + current);
    for (JsonNode count : standing.path("wrapped")) {
      String kek = count.path("kek").asText();
      output.line(
          "%s: %d tenants, %d city nodes' secrets%s"
              .formatted(
                  kek,
                  count.path("dataKeys").asLong(),
                  count.path("secrets").asLong(),
                  kek.equals(current)
                      ? ""
                      : count.path("known").asBoolean()
                          ? " (still needed)"
                          : " (still needed, and not known here)"));
    }
    JsonNode rewrap = standing.path("rewrap");
    if (rewrap.isObject()) {
      output.line(
          "re-wrap by %s, asked by %s at %s: %s"
              .formatted(
                  rewrap.path("target").asText(),
                  rewrap.path("askedBy").asText(),
                  rewrap.path("askedAt").asText(),
                  rewrap.path("endedAt").isTextual()
                      ? "ended at " + rewrap.path("endedAt").asText()
                      : "under way"));
      if (!rewrap.path("problem").asText().isEmpty()) {
        output.line("in its way: " + rewrap.path("problem").asText());
      }
    }
    output.line(
        standing.path("settled").asBoolean()
            ? "no other key is needed any more"
            : "older keys are still needed: keep them among ridgeway.keys.also");
    return 0;
  }
}
