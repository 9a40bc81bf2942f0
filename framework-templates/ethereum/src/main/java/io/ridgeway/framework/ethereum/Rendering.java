package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.List;
import java.util.TreeSet;

/** One network's deployments. */
final class Rendering {
  private final RenderInput input;
  private final NodeProgram program;
  private final Chain chain;

  Rendering(RenderInput input, NodeProgram program) {
    this.input = input;
    this.program = program;
    this.chain = Chain.of(input.birth());
  }

  List<Deployment> deployments() {
    input.plan().nodes().forEach(node -> cityNode(node.name()));
    return input.placement().cityNodes().stream()
        .map(cityNode -> new Deployment(input.network(), cityNode, workloads(cityNode)))
        .filter(deployment -> !deployment.workloads().isEmpty())
        .toList();
  }

  private List<Workload> workloads(CityNodeId cityNode) {
    return input.plan().nodes().stream()
        .filter(node -> cityNode(node.name()).equals(cityNode))
        .map(node -> program.workload(seat(node), input.software()))
        .toList();
  }

  private Seat seat(PlannedNode node) {
    List<NodeName> others =
        input.plan().nodes().stream()
            .filter(other -> knows(node, other))
            .map(PlannedNode::name)
            .filter(name -> !name.equals(node.name()))
            .toList();
    String host = ownHost(node);
    boolean named =
        !Seat.isAddress(host)
            || others.stream().anyMatch(o -> !Seat.isAddress(p2p(o, node.name()).host()));
    return new Seat(
        node,
        input.identities().key(node.name()).id(),
        chain,
        host,
        others.stream().map(other -> enode(other, node.name())).toList(),
        named,
        rpcHosts(node.name()));
  }

  private String enode(NodeName node, NodeName seenFrom) {
    return "enode://" + input.identities().key(node).publicKey() + "@" + p2p(node, seenFrom);
  }

  private HostPort p2p(NodeName node, NodeName seenFrom) {
    boolean together = cityNode(node).equals(cityNode(seenFrom));
    return input
        .addresses()
        .get(node, "p2p", together ? Viewpoint.INSIDE : Viewpoint.OTHER_CITY_NODE);
  }

  /** Who joins calls the others; they needn't be told, and restarted for it, until it belongs. */
  private static boolean knows(PlannedNode node, PlannedNode other) {
    return node.standing() == Standing.JOINING || other.standing() != Standing.JOINING;
  }

  /** Where the widest circle of those who are to call it reaches a node. */
  private String ownHost(PlannedNode node) {
    boolean alone =
        input.plan().nodes().stream()
                .filter(other -> knows(node, other))
                .map(other -> cityNode(other.name()))
                .distinct()
                .count()
            == 1;
    return input
        .addresses()
        .get(node.name(), "p2p", alone ? Viewpoint.INSIDE : Viewpoint.OTHER_CITY_NODE)
        .host();
  }

  private List<String> rpcHosts(NodeName node) {
    // The adapter's tunnel ends at the bind address or at a local forward.
    TreeSet<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1", Symbols.BIND));
    for (Viewpoint viewpoint : Viewpoint.values()) {
      input.addresses().find(node, "rpc", viewpoint).map(HostPort::host).ifPresent(hosts::add);
    }
    return List.copyOf(hosts);
  }

  private CityNodeId cityNode(NodeName node) {
    CityNodeId cityNode = input.placement().nodes().get(node);
    if (cityNode == null) {
      throw new IllegalArgumentException(node + " has no place");
    }
    return cityNode;
  }
}
