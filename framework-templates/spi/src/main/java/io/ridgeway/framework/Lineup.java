package io.ridgeway.framework;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Addresses;
import java.util.List;
import java.util.Optional;

/**
 * Which nodes a network has, and where they reach each other: what a ledger that keeps its members'
 * addresses by itself is told when they change.
 *
 * @param nodes those on their way in or out too
 * @param addresses as the nodes' files have them, and not where the caller's tunnels end
 */
public record Lineup(List<PlannedNode> nodes, Addresses addresses) {
  /** Of a caller who doesn't know. */
  public static final Lineup UNKNOWN = new Lineup(List.of(), new Addresses(List.of()));

  public Lineup {
    nodes = List.copyOf(nodes);
  }

  /** The node of that name, if it is one of them. */
  public Optional<PlannedNode> find(NodeName name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }
}
