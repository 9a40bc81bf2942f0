package io.ridgeway.keys.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A journal's directory as a crash would leave it: copied while the journal is open. */
final class Copies implements AutoCloseable {
  private final Path root;
  private int count;

  Copies() {
    try {
      root = Files.createTempDirectory("journal-copies");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory(String name) {
    return root.resolve(name);
  }

  Path of(Path directory) throws IOException {
    Path copy = Files.createDirectory(root.resolve("copy-" + count++));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
