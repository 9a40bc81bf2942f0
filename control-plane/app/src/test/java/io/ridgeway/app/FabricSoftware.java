package io.ridgeway.app;

import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Fabric's programs at the local city node, whatever tools/nodes/build listed for it. */
final class FabricSoftware {
  private static final String VERSION = "3.1.1";

  private FabricSoftware() {}

  /** Adds what isn't listed, and waits until it is offered. */
  static void at(RunningRidgeway ridgeway) {
    Path list = ridgeway.stack().home().software();
    try {
      for (String program : List.of("peer", "orderer")) {
        if (!Files.readString(list).contains("fabric-" + program + ", version: \"" + VERSION)) {
          Files.writeString(list, entry(program), StandardOpenOption.APPEND);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RunningRidgeway.await(
        "Fabric is offered",
        () ->
            ridgeway
                .operator()
                .get("/v1/catalogue")
                .path("frameworks")
                .findValuesAsText("name")
                .contains("fabric"));
  }

  private static String entry(String program) throws IOException {
    Path line = home().resolve("3");
    String sum =
        Files.readAllLines(line.resolve("SHA256SUMS")).stream()
            .filter(l -> l.endsWith("  " + program))
            .map(l -> l.substring(0, l.indexOf(' ')))
            .findFirst()
            .orElseThrow();
    return "- {name: fabric-%s, version: \"%s\", path: \"%s\", sha256: \"%s\"}%n"
        .formatted(program, VERSION, line.resolve(program), sum);
  }

  private static Path home() {
    String home = System.getenv("RIDGEWAY_FABRIC");
    if (home == null || home.isBlank()) {
      throw new AssertionError(
          "RIDGEWAY_FABRIC is not set: export RIDGEWAY_FABRIC=\"$(tools/nodes/fabric)\"");
    }
    return Path.of(home);
  }
}
