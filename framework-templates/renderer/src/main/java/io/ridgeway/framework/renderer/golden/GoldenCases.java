package io.ridgeway.framework.renderer.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Golden cases: folders of {@code in.yaml} and {@code out/}, where {@code out/} is the whole
 * rendering of {@code in.yaml}.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>The whole map is compared: a missing, a surplus and a different file each fail.
 *   <li>A file that no case uses fails.
 *   <li>With {@code -Dgolden.update=true} the outcome is written instead, for review.
 * </ul>
 */
public final class GoldenCases {
  private static final String INPUT = "in.yaml";
  private static final String OUTPUT = "out";

  private final Path folder;
  private final boolean update;

  GoldenCases(Path folder, boolean update) {
    this.folder = folder;
    this.update = update;
  }

  /** The cases in {@code folder}, mostly {@code src/test/golden}. */
  public static GoldenCases in(Path folder) {
    return new GoldenCases(folder, Boolean.getBoolean("golden.update"));
  }

  /** The cases' names, sorted. Fails if there are none or if a file belongs to no case. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Path entry : list(folder)) {
      String name = entry.getFileName().toString();
      if (!Files.isDirectory(entry)) {
        throw new AssertionError("golden file " + name + " belongs to no case");
      }
      for (Path inside : list(entry)) {
        String file = inside.getFileName().toString();
        if (!file.equals(INPUT) && !file.equals(OUTPUT)) {
          throw new AssertionError("golden case " + name + " doesn't use its file " + file);
        }
      }
      names.add(name);
    }
    if (names.isEmpty()) {
      throw new AssertionError("there is no golden case in " + folder);
    }
    return names;
  }

  /** The text of a case's {@code in.yaml}. */
  public String input(String name) {
    return read(folder.resolve(name).resolve(INPUT));
  }

  /**
   * Compares a case with what {@code render} makes of its input.
   *
   * @param render from the text of {@code in.yaml} to relative path and text
   */
  public void check(String name, Function<String, Map<String, String>> render) {
    Map<String, String> actual = new TreeMap<>(render.apply(input(name)));
    Path out = folder.resolve(name).resolve(OUTPUT);
    if (update) {
      write(out, actual);
      return;
    }
    Map<String, String> expected = readAll(out);
    List<String> differences = new ArrayList<>();
    TreeSet<String> files = new TreeSet<>(expected.keySet());
    files.addAll(actual.keySet());
    for (String file : files) {
      String then = expected.get(file);
      String now = actual.get(file);
      if (now == null) {
        differences.add(file + ": no longer rendered");
      } else if (then == null) {
        differences.add(file + ": rendered, but not expected");
      } else if (!then.equals(now)) {
        differences.add(file + ": " + FirstDifference.between(then, now));
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "golden case "
              + name
              + " differs (-Dgolden.update=true rewrites it for review):\n  "
              + String.join("\n  ", differences));
    }
  }

  private static Map<String, String> readAll(Path out) {
    Map<String, String> files = new TreeMap<>();
    if (Files.isDirectory(out)) {
      try (Stream<Path> walk = Files.walk(out)) {
        walk.filter(Files::isRegularFile)
            .forEach(f -> files.put(out.relativize(f).toString().replace('\\', '/'), read(f)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static void write(Path out, Map<String, String> files) {
    try {
      for (String gone : readAll(out).keySet()) {
        Files.delete(out.resolve(gone));
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = out.resolve(file.getKey()).normalize();
        if (!path.startsWith(out)) {
          throw new AssertionError("a rendered path leaves the case: " + file.getKey());
        }
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
