package io.ridgeway.billing;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of a network's spec that its price depends on.
 *
 * @param framework the pack; its name is priced, its version is not
 * @param tier whose nodes
 * @param nodes how many nodes at each city node, each at least 1
 * @param tps transactions a second of the whole network, at least 1
 * @param storageGib storage of each node in GiB, at least 1
 * @param contracts how many contracts of its own it may run at once in the shared tier, at least 0
 * @param members at how many members of its host each of these runs as a service, at least 1 if
 *     there are any
 */
public record PricedSpec(
    Framework framework,
    Tier tier,
    Map<CityNodeId, Integer> nodes,
    int tps,
    int storageGib,
    int contracts,
    int members) {
  /** Without contracts of its own. */
  public PricedSpec(
      Framework framework, Tier tier, Map<CityNodeId, Integer> nodes, int tps, int storageGib) {
    this(framework, tier, nodes, tps, storageGib, 0, 0);
  }

  public PricedSpec {
    nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    if (nodes.isEmpty() || nodes.values().stream().anyMatch(count -> count < 1)) {
      throw new Refusal(
          ProblemType.INVALID_SPEC, "The network has no nodes to price: ask for at least one.");
    }
    if (tps < 1 || storageGib < 1 || contracts < 0) {
      throw new Refusal(
          ProblemType.INVALID_SPEC, "tps and storageGib must be at least 1, contracts at least 0.");
    }
    if (contracts > 0 && members < 1) {
      throw new IllegalArgumentException(
          "contracts of its own are priced by the members of its host: look for one first");
    }
  }

  /** How many services run for contracts of its own if it has as many as it may. */
  public int services() {
    return contracts * members;
  }

  /** With all nodes at the first city node of the spec, before it is known where they will be. */
  public static PricedSpec of(NetworkSpec spec) {
    return at(spec, Map.of(spec.cityNodes().get(0), spec.nodeCount()));
  }

  /** With the nodes where the placement has them. */
  public static PricedSpec of(NetworkSpec spec, Placement placement) {
    Map<CityNodeId, Integer> nodes = new TreeMap<>();
    placement.nodes().values().forEach(where -> nodes.merge(where, 1, Integer::sum));
    return at(spec, nodes);
  }

  private static PricedSpec at(NetworkSpec spec, Map<CityNodeId, Integer> nodes) {
    return new PricedSpec(
        spec.framework(),
        spec.tier(),
        nodes,
        spec.tps(),
        spec.storageGib(),
        spec.ownContracts(),
        spec.hostMembers());
  }
}
