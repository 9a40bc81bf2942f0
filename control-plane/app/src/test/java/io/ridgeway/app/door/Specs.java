package io.ridgeway.app.door;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests for networks: a good one, and what a test changes of it. */
final class Specs {
  private Specs() {}

  /** Four validators and a reader here, under a new name. */
  static Map<String, Object> spec() {
    return Map.of(
        "name",
        "door-" + UUID.randomUUID().toString().substring(0, 8),
        "framework",
        Map.of("name", "ethereum", "version", "qbft-1"),
        "tier",
        "DEDICATED",
        "nodes",
        Map.of("validator", 4, "rpc", 1),
        "parameters",
        Map.of("blockPeriodSeconds", "1"),
        "cityNodes",
        List.of("door-1"),
        "tps",
        10,
        "storageGib",
        1);
  }

  /** The same with another value of that field. */
  static Map<String, Object> spec(String field, Object value) {
    Map<String, Object> changed = new HashMap<>(spec());
    changed.put(field, value);
    return changed;
  }

  static Map<String, Object> ask(Map<String, Object> spec) {
    return Map.of("spec", spec, "term", "MONTHLY", "currency", "USD");
  }
}
