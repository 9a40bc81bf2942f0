package io.ridgeway.model.place;

import io.ridgeway.model.network.NodeName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which node runs where, and why.
 *
 * @param nodes node to city node
 * @param reasons one sentence each, for people: why here
 * @param survivesSiteLoss whether the loss of any one city node leaves every consensus group able
 *     to go on
 */
public record Placement(
    Map<NodeName, CityNodeId> nodes, List<String> reasons, boolean survivesSiteLoss) {
  public Placement {
    nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    reasons = List.copyOf(reasons);
  }

  /** The city nodes that hold a node, sorted. */
  public List<CityNodeId> cityNodes() {
    return nodes.values().stream().distinct().sorted().toList();
  }
}
