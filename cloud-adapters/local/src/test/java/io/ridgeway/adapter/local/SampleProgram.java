package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.deploy.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Compiles {@code sample.c} once: a node that starts in a millisecond. */
final class SampleProgram {
  static final Software SOFTWARE = new Software("sample", "1.0");
  private static final Path BINARY = Path.of("target", "sample").toAbsolutePath();

  private SampleProgram() {}

  static synchronized Path binary() {
    Path source = Path.of("src", "test", "c", "sample.c");
    try {
      if (!Files.exists(BINARY)
          || Files.getLastModifiedTime(BINARY).compareTo(Files.getLastModifiedTime(source)) < 0) {
        Process compiler =
            new ProcessBuilder("cc", "-O1", "-o", BINARY.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(compiler.exitValue()).as("a C compiler, cc, makes the sample").isZero();
      }
      return BINARY;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the sample can't be compiled: is there a C compiler?", e);
    }
  }

  /** Writes a software list that has the sample, and gives its path. */
  static Path list(Path directory) throws IOException {
    return list(directory, binary());
  }

  static Path list(Path directory, Path binary) throws IOException {
    return Files.writeString(
        directory.resolve("software.yaml"),
        "- name: %s%n  version: '%s'%n  path: %s%n  sha256: %s%n"
            .formatted(
                SOFTWARE.name(), SOFTWARE.version(), binary, new Checksums().sha256(binary)));
  }
}
