package io.ridgeway.framework;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a network was born with: made once, kept, never computed again, also by a later version of
 * the pack. What its ledger is brought to later may be added ({@link Administrators#settle}).
 *
 * @param values by name, for example {@code chainId}, {@code genesis}; never a secret
 */
public record BirthRecord(Map<String, String> values) {
  public BirthRecord {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * With a value more.
   *
   * @throws IllegalStateException if it has another one of that name
   */
  public BirthRecord with(String name, String value) {
    String before = values.get(name);
    if (before != null && !before.equals(value)) {
      throw new IllegalStateException("the birth record has another " + name + ": " + before);
    }
    Map<String, String> all = new TreeMap<>(values);
    all.put(name, value);
    return new BirthRecord(all);
  }

  /** The value of that name. */
  public String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the birth record has no " + name);
    }
    return value;
  }
}
