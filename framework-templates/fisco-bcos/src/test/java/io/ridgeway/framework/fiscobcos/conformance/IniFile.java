package io.ridgeway.framework.fiscobcos.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An INI file as the node's parser (Boost's) takes it: sections and keys once each, {@code key =
 * value}, comments on lines of their own that begin with a semicolon, blanks around all of it
 * dropped.
 */
record IniFile(Map<String, Map<String, String>> sections) {

  /** The text can't be parsed, so the node wouldn't start. */
  static final class Unparsable extends Exception {
    private static final long serialVersionUID = 1L;

    Unparsable(int line, String message) {
      super("line " + line + ": " + message);
    }
  }

  static IniFile parse(String text) throws Unparsable {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> current = null;
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[")) {
        current = new LinkedHashMap<>();
        if (sections.put(section(line, i + 1), current) != null) {
          throw new Unparsable(i + 1, "the section " + line + " is there twice");
        }
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new Unparsable(i + 1, "neither a section nor a key with its value");
      }
      if (current == null) {
        throw new Unparsable(i + 1, "a key before any section");
      }
      String key = line.substring(0, equals).strip();
      if (current.put(key, line.substring(equals + 1).strip()) != null) {
        throw new Unparsable(i + 1, "the key " + key + " is there twice");
      }
    }
    return new IniFile(sections);
  }

  private static String section(String line, int number) throws Unparsable {
    if (!line.endsWith("]") || line.length() < 3) {
      throw new Unparsable(number, "a section's name ends with a bracket");
    }
    return line.substring(1, line.length() - 1).strip();
  }
}
