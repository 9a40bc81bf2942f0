package io.ridgeway.app;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A network that somebody wants for a year: unless something else is said, one of its own at {@code
 * local-1}, with a name that nobody has.
 */
public record Wish(Map<String, Object> spec) {
  public Wish {
    spec = Collections.unmodifiableMap(new HashMap<>(spec));
  }

  /** One of Fabric 3.1. */
  public static Wish fabric(Map<String, Integer> nodes, Map<String, String> parameters) {
    return new Wish(
        Map.of(
            "name",
            "fabric-" + UUID.randomUUID().toString().substring(0, 8),
            "framework",
            Map.of("name", "fabric", "version", "3.1"),
            "tier",
            "DEDICATED",
            "nodes",
            nodes,
            "parameters",
            parameters,
            "cityNodes",
            List.of("local-1"),
            "tps",
            10,
            "storageGib",
            2));
  }

  /** A channel on a host of Fabric 3.1: five TPS, and the contract {@code depositary}. */
  public static Wish guest(String organisation, Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("organisations", organisation);
    all.put("contract", "depositary");
    return fabric(Map.of(), all).with("tier", "SHARED").with("tps", 5);
  }

  /** The same with another value of that field. */
  public Wish with(String field, Object value) {
    Map<String, Object> other = new HashMap<>(spec);
    other.put(field, value);
    return new Wish(other);
  }

  /** As a quote of it is asked for. */
  public Map<String, Object> body() {
    return Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
  }
}
