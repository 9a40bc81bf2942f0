package io.ridgeway.framework;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a network was born with: made once, kept, never computed again, also by a later version of
 * the pack.
 *
 * @param values by name, for example {@code chainId}, {@code genesis}; never a secret
 */
public record BirthRecord(Map<String, String> values) {
  public BirthRecord {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
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
