package io.ridgeway.framework.ethereum;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;

/** Specs for tests. */
final class Specs {
  private Specs() {}

  static NetworkSpec with(Map<String, Integer> nodes, Map<String, String> parameters) {
    return new NetworkSpec(
        "notary",
        new Framework("ethereum", "qbft-1"),
        Tier.DEDICATED,
        nodes,
        parameters,
        List.of(new CityNodeId("local-1")),
        10,
        10);
  }

  static NetworkSpec usual() {
    return with(Map.of("validator", 4, "rpc", 1), Map.of());
  }
}
