package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.embedded.FreePort;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application with the packaged example plugin, and with one that nobody trusts. */
class PluginsIT {
  private static final String LOADED = "example.jar";
  private static final String STRAY = "stray.jar";

  @TempDir private Path folder;

  @Test
  void operatorsSeeWhatIsLoadedAndWhatIsRefused() throws Exception {
    // Given
    DoorFixture fixture = DoorFixture.running();
    byte[] jar = Files.readAllBytes(example());
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.write(plugins.resolve(STRAY), jar);
    pin(plugins, jar);
    int port = FreePort.any();
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.config.locations="
                    + fixture.stack().home().root().resolve("run/application.properties"),
                "-Dquarkus.http.port=" + port,
                "-Dridgeway.roles=ops",
                "-Dridgeway.journal.directory=" + folder.resolve("journal"),
                "-Dridgeway.plugins.directory=" + plugins,
                "-jar",
                RunningRidgeway.JAR.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Door door = new Door("http://127.0.0.1:" + port);
      DoorFixture.until(RunningRidgeway.PATIENCE, "it serves", () -> serves(door));
      // When
      JsonNode items =
          door.as(fixture.ridgeway().token("operator")).get("/ops/v1/plugins").good().path("items");
      // Then
      assertThat(items).hasSize(2);
      JsonNode loaded = items.get(0);
      assertThat(loaded.path("name").asText()).isEqualTo("example-processes");
      assertThat(loaded.path("state").asText()).isEqualTo("LOADED");
      assertThat(loaded.path("signer").asText()).isEqualTo("maker");
      assertThat(loaded.path("spiVersion").asText()).isEqualTo("1");
      assertThat(loaded.path("problem").asText()).isEmpty();
      JsonNode refused = items.get(1);
      assertThat(refused.path("file").asText()).isEqualTo(STRAY);
      assertThat(refused.path("state").asText()).isEqualTo("REFUSED");
      assertThat(refused.path("problem").asText()).contains("nobody has said that it is trusted");
      assertThat(door.get("/q/metrics").text())
          .contains("ridgeway_plugins{state=\"refused\"} 1.0")
          .contains("ridgeway_plugins{state=\"loaded\"} 1.0");
      door.as(fixture.ridgeway().token("demo-admin"))
          .get("/ops/v1/plugins")
          .problem(403, "forbidden");
    } finally {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    assertThat(Files.readString(log)).doesNotContain(" ERROR ");
  }

  private static boolean serves(Door door) {
    try {
      return door.get("/q/health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static void pin(Path plugins, byte[] jar) throws GeneralSecurityException, IOException {
    KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key.getPrivate());
    signature.update(jar);
    Files.write(plugins.resolve(LOADED), jar);
    Files.write(plugins.resolve(LOADED + ".sig"), signature.sign());
    Files.write(
        plugins.resolve("trusted.yaml"),
        List.of(
            "signers:",
            "  maker: " + Base64.getEncoder().encodeToString(key.getPublic().getEncoded()),
            "plugins:",
            "  " + LOADED + ":",
            "    sha256: "
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar)),
            "    signer: maker"));
  }

  /** As the build packaged it. */
  private static Path example() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("../../examples/adapter-plugin/target"))) {
      return built
          .filter(f -> f.getFileName().toString().matches("ridgeway-example-.*SNAPSHOT\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("build examples/adapter-plugin first"));
    }
  }
}
