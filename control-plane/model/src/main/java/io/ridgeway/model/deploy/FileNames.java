package io.ridgeway.model.deploy;

import java.util.regex.Pattern;

/** What a file or volume may be called, so that no adapter has to think of path traversal. */
final class FileNames {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][-._A-Za-z0-9]{0,63}");

  private FileNames() {}

  /** A plain name, or folders and a plain name, at most four in all: {@code msp/cacerts/ca.pem}. */
  static String checkPath(String path) {
    String[] names = path.split("/", -1);
    if (names.length > 4) {
      throw new IllegalArgumentException("a file is in three folders at most");
    }
    for (String name : names) {
      check(name);
    }
    return path;
  }

  static String check(String name) {
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a file or volume name has 1 to 64 of A-Z, a-z, 0-9, '-', '.' and '_' and starts with a letter or digit");
    }
    return name;
  }
}
