package io.ridgeway.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The committed artifact of the example contract; {@code ./ridgeway verify} has fetched its
 * compiler.
 */
class NotaryArtifactIT {
  private static final Path NOTARY = Path.of("..", "..", "examples", "ethereum", "notary");

  @Test
  void theArtifactIsWhatTheSourceCompilesTo() throws IOException, InterruptedException {
    // When
    Process check =
        new ProcessBuilder("node", "compile.js", "--check")
            .directory(NOTARY.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // Then
    assertThat(check.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(check.exitValue())
        .as("run npm ci in examples/ethereum/notary first; it said: %s", said)
        .isZero();
  }
}
