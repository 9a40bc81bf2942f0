package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
      if (!Files.readString(list).contains("fabric-contracts")) {
        Files.writeString(
            list, contracts(list.resolveSibling("fabric-contracts")), StandardOpenOption.APPEND);
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

  /** As tools/nodes/contracts installs them, from what this build has packaged. */
  private static String contracts(Path launcher) throws IOException {
    Path examples = Path.of(System.getProperty("fabric.contracts"));
    assertThat(examples.resolve("service")).isDirectory();
    String script =
        "#!/bin/sh\nexec '%s' -Xmx128m -XX:TieredStopAtLevel=1 -cp '%s/classes:%s/service/*' io.ridgeway.example.fabric.Service \"$@\"\n"
            .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), examples, examples);
    Files.writeString(launcher, script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    return "- {name: fabric-contracts, version: \"1\", path: \"%s\", sha256: \"%s\"}%n"
        .formatted(launcher, sha256(script));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
