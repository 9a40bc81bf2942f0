package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole namespaces, as files; {@code -Dgolden.update=true} rewrites them for review. */
class GoldenManifestsTest {
  @Test
  void makesTheWholeOfEachCase() throws IOException {
    // Given
    Map<String, String> actual = new TreeMap<>();

    // When
    GoldenClusters.all()
        .forEach(
            (path, objects) ->
                actual.put(
                    path, objects.stream().map(Cluster::yaml).collect(Collectors.joining())));

    // Then
    if (Boolean.getBoolean("golden.update")) {
      write(actual);
    }
    Map<String, String> expected = read();
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((path, text) -> assertThat(text).as(path).isEqualTo(expected.get(path)));
  }

  private static Map<String, String> read() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Path file : files()) {
      files.put(GoldenClusters.FOLDER.relativize(file).toString(), Files.readString(file));
    }
    return files;
  }

  private static void write(Map<String, String> texts) throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = GoldenClusters.FOLDER.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
  }

  private static java.util.List<Path> files() throws IOException {
    Files.createDirectories(GoldenClusters.FOLDER);
    try (Stream<Path> walk = Files.walk(GoldenClusters.FOLDER)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
