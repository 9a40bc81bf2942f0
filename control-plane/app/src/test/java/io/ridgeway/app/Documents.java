package io.ridgeway.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents that people read: those at the root, under {@code docs} and {@code examples}. */
public final class Documents {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private Documents() {}

  /**
   * One of them.
   *
   * @param text without what stands between fences
   * @param fenced the lines between fences, without what follows a {@code #} there; one that ends
   *     with a backslash goes on in the same line
   */
  public record Document(Path file, String text, List<String> fenced) {

    /** What stands in the text as code, each in one line. */
    public List<String> code() {
      List<String> all = new ArrayList<>();
      Matcher code = CODE.matcher(text);
      while (code.find()) {
        all.add(code.group(1).replaceAll("\\s+", " "));
      }
      return all;
    }

    @Override
    public String toString() {
      return ROOT.relativize(file).toString();
    }
  }

  /** All of them, in order. */
  public static List<Document> all() {
    return Stream.of(
            list(ROOT, 1), list(ROOT.resolve("docs"), 9), list(ROOT.resolve("examples"), 9))
        .flatMap(List::stream)
        .map(Documents::read)
        .toList();
  }

  private static List<Path> list(Path folder, int depth) {
    try (Stream<Path> files =
        Files.find(
            folder,
            depth,
            (file, attributes) ->
                file.toString().endsWith(".md") && !file.toString().contains("node_modules"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document read(Path file) {
    StringBuilder text = new StringBuilder();
    StringBuilder fenced = new StringBuilder();
    boolean within = false;
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.strip().startsWith("```")) {
          within = !within;
        } else if (within) {
          fenced.append(line.replaceAll("\\s#.*", "")).append('\n');
        } else {
          text.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Document(
        file, text.toString(), fenced.toString().replace("\\\n", " ").lines().toList());
  }
}
