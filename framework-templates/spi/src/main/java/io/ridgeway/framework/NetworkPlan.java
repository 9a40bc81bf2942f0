package io.ridgeway.framework;

import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.util.List;
import java.util.Optional;

/**
 * The nodes that a spec means.
 *
 * @param nodes in a stable order
 * @param groups the consensus groups
 * @param identities the keys and certificates that it needs
 */
public record NetworkPlan(
    List<PlannedNode> nodes, List<ConsensusGroup> groups, IdentityPlan identities) {
  public NetworkPlan {
    nodes = List.copyOf(nodes);
    groups = List.copyOf(groups);
  }

  /**
   * One node, before it has a place.
   *
   * @param group the consensus group that it votes in, if any
   */
  public record PlannedNode(
      NodeName name, String role, Resources resources, List<Port> ports, Optional<String> group) {
    public PlannedNode {
      ports = List.copyOf(ports);
    }
  }

  /**
   * Nodes that vote together.
   *
   * @param faultBudget how many of them may be away at once
   */
  public record ConsensusGroup(String name, List<NodeName> members, int faultBudget) {
    public ConsensusGroup {
      members = List.copyOf(members);
    }
  }
}
