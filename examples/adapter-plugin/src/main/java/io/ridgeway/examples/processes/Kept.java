package io.ridgeway.examples.processes;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Names and texts in a file; never a secret. What isn't there is the empty text. */
final class Kept {
  private final Path file;
  private final Properties values = new Properties();

  private Kept(Path file) {
    this.file = file;
  }

  static Kept open(Path file) throws IOException {
    Kept kept = new Kept(file);
    if (Files.exists(file)) {
      try (BufferedReader in = Files.newBufferedReader(file)) {
        kept.values.load(in);
      }
    }
    return kept;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String get(String name) {
    return values.getProperty(name, "");
  }

  /** Those whose name begins so, without that beginning. */
  Map<String, String> under(String beginning) {
    Map<String, String> all = new TreeMap<>();
    for (String name : values.stringPropertyNames()) {
      if (name.startsWith(beginning)) {
        all.put(name.substring(beginning.length()), get(name));
      }
    }
    return all;
  }

  Kept put(String name, String value) {
    values.setProperty(name, value);
    return this;
  }

  void clear(String... beginnings) {
    for (String beginning : beginnings) {
      values.keySet().removeIf(name -> name.toString().startsWith(beginning));
    }
  }

  /** Writes beside it first, so that a crash leaves the old or the new. */
  void save() throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
      values.store(out, null);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
