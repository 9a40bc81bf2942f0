package io.ridgeway.adapter.kubernetes.clouds;

import io.ridgeway.adapter.AdapterException;
import java.util.Map;

/** Reads settings that a schema demands. */
final class Settings {
  private Settings() {}

  static String required(Map<String, String> configuration, String property) {
    String value = configuration.get(property);
    if (value == null || value.isBlank()) {
      throw new AdapterException.Undeclared("The setting " + property + " is missing.");
    }
    return value;
  }
}
