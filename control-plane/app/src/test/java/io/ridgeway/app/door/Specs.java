package io.ridgeway.app.door;

import io.ridgeway.app.demo.SmallNetwork;
import java.util.HashMap;
import java.util.Map;

/** Requests for networks: a good one, and what a test changes of it. */
final class Specs {
  private Specs() {}

  /** Four validators and a reader here, under a new name. */
  static Map<String, Object> spec() {
    return SmallNetwork.spec("door", "ethereum", "qbft-1");
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
