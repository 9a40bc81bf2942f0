package io.ridgeway.gateway.delivery;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is sent.
 *
 * @param headers besides those of every letter
 * @param body JSON
 */
record Letter(Map<String, String> headers, String body) {
  Letter {
    headers = new TreeMap<>(headers);
  }

  @Override
  public String toString() {
    return "Letter";
  }
}
