package io.ridgeway.framework.ethereum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real node software: {@code -Dridgeway.goquorum=PATH}, else what {@code tools/nodes/build}
 * makes, which takes minutes once and milliseconds after.
 */
final class GoQuorumBinary {
  private GoQuorumBinary() {}

  static Path path() {
    String given = System.getProperty("ridgeway.goquorum");
    return given == null ? built() : executable(given);
  }

  private static Path built() {
    Path tool = root().resolve("tools/nodes/build");
    try {
      Process build =
          new ProcessBuilder(tool.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String path = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (build.waitFor() != 0) {
        throw new AssertionError(tool + " failed: its lines say why");
      }
      return executable(path.lines().reduce("", (first, last) -> last));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the node software can't be built; give it by -Dridgeway.goquorum=PATH", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("tools/nodes"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("not inside the repository: tools/nodes isn't found");
    }
    return folder;
  }

  private static Path executable(String path) {
    Path binary = Path.of(path);
    if (!Files.isExecutable(binary)) {
      throw new AssertionError("no executable node software at " + binary);
    }
    return binary;
  }
}
