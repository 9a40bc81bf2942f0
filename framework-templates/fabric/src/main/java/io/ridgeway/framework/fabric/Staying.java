package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The nodes of a network that stay, but contracts' services, and as what its channel is to know
 * them.
 *
 * @param from where its nodes see each other
 */
record Staying(List<PlannedNode> nodes, Reach reach, Viewpoint from) {

  static Staying of(Reach reach, Viewpoint from) {
    return new Staying(
        reach.lineup().nodes().stream()
            .filter(node -> node.stays() && !node.role().equals(Roles.CONTRACT))
            .toList(),
        reach,
        from);
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  List<PlannedNode> orderers() {
    return nodes.stream().filter(node -> node.role().equals(Roles.ORDERER)).toList();
  }

  /** All but the orderers. */
  Set<NodeName> peers() {
    return nodes.stream()
        .filter(node -> !node.role().equals(Roles.ORDERER))
        .map(PlannedNode::name)
        .collect(Collectors.toSet());
  }

  /** By which peers others find each organisation that has any. */
  Map<String, List<HostPort>> anchors() {
    Map<String, List<HostPort>> anchors = new TreeMap<>();
    for (PlannedNode node : nodes) {
      if (!node.role().equals(Roles.ORDERER)) {
        anchors
            .computeIfAbsent(Topology.owner(node.name()), owner -> new ArrayList<>())
            .add(reached(node, Roles.GOSSIP));
      }
    }
    return anchors;
  }

  /** What an organisation with peers takes part as. */
  Member.Kind kind(String organisation) {
    return nodes.stream()
            .filter(node -> Topology.owner(node.name()).equals(organisation))
            .anyMatch(node -> node.role().equals(Roles.OBSERVER))
        ? Member.Kind.OBSERVER
        : Member.Kind.FULL;
  }

  /** As whom the channel is to know the orderers, by their names. */
  Map<NodeName, Consenter> consenters() {
    Map<NodeName, Consenter> consenters = new TreeMap<>();
    for (PlannedNode node : orderers()) {
      NodeIdentity identity =
          FabricIdentities.node(node.name(), Topology.ORDERING, reach.identities());
      consenters.put(
          node.name(),
          new Consenter(
              node.name().number(),
              orders(node),
              Topology.ORDERING,
              identity.enrolment(),
              identity.tls(),
              identity.tls()));
    }
    return consenters;
  }

  /** Where an orderer is reached, also one that leaves. */
  HostPort orders(PlannedNode node) {
    return reached(node, Roles.CLUSTER);
  }

  private HostPort reached(PlannedNode node, String port) {
    return reach.lineup().addresses().get(node.name(), port, from);
  }
}
