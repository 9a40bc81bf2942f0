package io.ridgeway.gateway.submit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names of one account's transactions that were replaced: callers know the first, and only one
 * of them can be in a block. In memory, the oldest are forgotten first. Thread-safe.
 */
final class Replacements {
  /** How many names are kept. */
  static final int MOST = 2_000;

  private final Map<String, List<String>> names =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
          return size() > MOST;
        }
      };

  /** One took the place of another. */
  synchronized void add(String old, String by) {
    List<String> all = new ArrayList<>(of(old));
    all.add(lower(by));
    List<String> group = List.copyOf(all);
    group.forEach(name -> names.put(name, group));
  }

  /** All names under the same nonce, the first one first; only the name itself if it has one. */
  synchronized List<String> of(String name) {
    return names.getOrDefault(lower(name), List.of(lower(name)));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
