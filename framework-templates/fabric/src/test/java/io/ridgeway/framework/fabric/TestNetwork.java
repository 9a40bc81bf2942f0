package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.framework.fabric.lab.TestIdentity;
import io.ridgeway.framework.fabric.lab.TestOrganisation;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An ordered network with a place, an address and an identity for each of its nodes.
 *
 * @param keys every node's keys, as custody would hand them out
 */
record TestNetwork(
    FabricNetwork network,
    Map<String, TestOrganisation> organisations,
    Map<KeyId, TestIdentity> keys) {

  static NetworkSpec spec(
      String version, Map<String, Integer> nodes, Map<String, String> parameters) {
    return new NetworkSpec(
        "trade",
        new Framework("fabric", version),
        Tier.DEDICATED,
        nodes,
        parameters,
        List.of(new CityNodeId("local-1")),
        10,
        1);
  }

  /**
   * Places it.
   *
   * @param cityNodes node to city node
   * @param host node to the host that all others reach it by
   */
  static TestNetwork placed(
      Topology topology, UnaryOperator<String> cityNodes, UnaryOperator<String> host) {
    Map<String, TestOrganisation> organisations = new TreeMap<>();
    organisations.put(Topology.ORDERING, new TestOrganisation(Topology.ORDERING));
    Map<NodeName, String> owners = new HashMap<>();
    for (Topology.Organisation organisation : topology.organisations()) {
      organisations.put(organisation.name(), new TestOrganisation(organisation.name()));
      organisation.nodes().forEach(node -> owners.put(node, organisation.name()));
    }
    Map<NodeName, CityNodeId> places = new TreeMap<>();
    List<Address> addresses = new ArrayList<>();
    for (PlannedNode node : topology.plan().nodes()) {
      String name = node.name().value();
      places.put(node.name(), new CityNodeId(cityNodes.apply(name)));
      node.ports().forEach(port -> addresses.add(address(node.name(), port, host.apply(name))));
    }
    Map<KeyId, TestIdentity> keys = new HashMap<>();
    Map<NodeName, NodeIdentity> identities = new TreeMap<>();
    int[] next = {0};
    for (PlannedNode node : topology.plan().nodes()) {
      TestOrganisation owner =
          organisations.get(owners.getOrDefault(node.name(), Topology.ORDERING));
      String role = node.role().equals(Roles.ORDERER) ? "orderer" : "peer";
      TestIdentity enrolment = owner.enrolment().enrol(node.name().value(), role);
      TestIdentity tls =
          owner
              .tls()
              .tls(
                  node.name().value(),
                  FabricNodes.hosts(new Addresses(addresses), node.name()).toArray(String[]::new));
      KeyId enrolmentKey = new KeyId("k%012d".formatted(++next[0]));
      KeyId tlsKey = new KeyId("k%012d".formatted(++next[0]));
      keys.put(enrolmentKey, enrolment);
      keys.put(tlsKey, tls);
      identities.put(
          node.name(),
          new NodeIdentity(enrolment.certificate(), enrolmentKey, tls.certificate(), tlsKey));
    }
    Map<String, Msp> msps = new TreeMap<>();
    organisations.forEach((name, organisation) -> msps.put(name, organisation.msp()));
    return new TestNetwork(
        new FabricNetwork(
            new NetworkId("n000000000lab"),
            topology,
            new Placement(places, List.of(), false),
            new Addresses(addresses),
            msps,
            identities),
        organisations,
        keys);
  }

  /** Only the viewpoints that may reach the port, as an adapter reserves them. */
  private static Address address(NodeName node, Port port, String host) {
    HostPort at = new HostPort(host, port.number());
    return new Address(
        node,
        port.name(),
        switch (port.exposure()) {
          case PEERS -> Map.of(Viewpoint.INSIDE, at, Viewpoint.OTHER_CITY_NODE, at);
          case GATEWAY -> Map.of(Viewpoint.INSIDE, at, Viewpoint.GATEWAY, at);
          case ADMIN, NONE -> Map.of();
        });
  }
}
