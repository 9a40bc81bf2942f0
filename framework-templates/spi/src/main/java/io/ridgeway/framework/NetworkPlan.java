package io.ridgeway.framework;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.Resources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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

  /** The names of its nodes. */
  public Set<NodeName> names() {
    return names(node -> true);
  }

  /** The names of those of its nodes. */
  public Set<NodeName> names(Predicate<PlannedNode> which) {
    return nodes.stream().filter(which).map(PlannedNode::name).collect(toUnmodifiableSet());
  }

  /**
   * One node, before it has a place.
   *
   * @param group the consensus group that it votes in, if any
   * @param resources with what runs beside it
   * @param standing never {@code GONE}
   * @param foreign whether it is to run a tenant's own code, so that its addresses may have to be
   *     settled apart from the others'
   */
  public record PlannedNode(
      NodeName name,
      String role,
      Resources resources,
      List<Port> ports,
      Optional<String> group,
      Standing standing,
      boolean foreign) {
    /** A node of the network's own software. */
    public PlannedNode(
        NodeName name,
        String role,
        Resources resources,
        List<Port> ports,
        Optional<String> group,
        Standing standing) {
      this(name, role, resources, ports, group, standing, false);
    }

    /** A node of a network that doesn't change. */
    public PlannedNode(
        NodeName name, String role, Resources resources, List<Port> ports, Optional<String> group) {
      this(name, role, resources, ports, group, Standing.ADMITTED);
    }

    public PlannedNode {
      ports = List.copyOf(ports);
    }

    /** Whether it is to be there once what is under way is over. */
    public boolean stays() {
      return standing != Standing.LEAVING;
    }
  }

  /**
   * Nodes that vote together.
   *
   * @param members those that come and those that go too
   * @param faultBudget how many of them may be away at once, at any time of a change
   */
  public record ConsensusGroup(String name, List<NodeName> members, int faultBudget) {
    public ConsensusGroup {
      members = List.copyOf(members);
    }
  }
}
