package io.ridgeway.framework.renderer.golden;

import java.util.List;

/** Says where two texts part, so that a failing case can be read without a diff tool. */
final class FirstDifference {
  private FirstDifference() {}

  static String between(String expected, String actual) {
    List<String> before = List.of(expected.split("\n", -1));
    List<String> after = List.of(actual.split("\n", -1));
    int line = 0;
    while (line < before.size()
        && line < after.size()
        && before.get(line).equals(after.get(line))) {
      line++;
    }
    return "line "
        + (line + 1)
        + ": expected <"
        + (line < before.size() ? before.get(line) : "end of file")
        + "> but was <"
        + (line < after.size() ? after.get(line) : "end of file")
        + ">";
  }
}
