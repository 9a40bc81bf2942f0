package io.ridgeway.app.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The network that a small firm orders here: four validators and one node to call. */
public final class SmallNetwork {
  private SmallNetwork() {}

  /**
   * The {@code spec} of a quote, under a name that no other has.
   *
   * @param purpose what the name begins with
   * @param framework the ledger framework, of a pack that has validators and RPC nodes
   */
  public static Map<String, Object> spec(String purpose, String framework, String version) {
    return Map.of(
        "name",
        purpose + "-" + UUID.randomUUID().toString().substring(0, 8),
        "framework",
        Map.of("name", framework, "version", version),
        "tier",
        "DEDICATED",
        "nodes",
        Map.of("validator", 4, "rpc", 1),
        "parameters",
        Map.of("blockPeriodSeconds", "1"),
        "cityNodes",
        List.of("local-1"),
        "tps",
        10,
        "storageGib",
        2);
  }
}
