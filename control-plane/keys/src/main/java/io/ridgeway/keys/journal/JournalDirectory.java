package io.ridgeway.keys.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What lies in a journal's directory: {@code instance} (which journal it is), {@code shipped} (up
 * to where it was shipped), {@code lock}, and the segments, each named by its first sequence.
 */
record JournalDirectory(Path path) {
  private static final Pattern SEGMENT = Pattern.compile("\\d{20}\\.journal");

  Path lock() {
    return path.resolve("lock");
  }

  Path instanceFile() {
    return path.resolve("instance");
  }

  Path shippedFile() {
    return path.resolve("shipped");
  }

  Path segment(long first) {
    return path.resolve(String.format("%020d.journal", first));
  }

  static long first(Path segment) {
    return Long.parseLong(segment.getFileName().toString().substring(0, 20));
  }

  /** In the chain's order. */
  List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> SEGMENT.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  Optional<String> instance() throws IOException {
    try {
      return Optional.of(new String(Files.readAllBytes(instanceFile()), StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The last sequence known to be shipped. A hint: 0 if it isn't known. */
  long shipped() throws IOException {
    try {
      return Long.parseLong(
          new String(Files.readAllBytes(shippedFile()), StandardCharsets.US_ASCII));
    } catch (NoSuchFileException | NumberFormatException e) {
      return 0;
    }
  }
}
