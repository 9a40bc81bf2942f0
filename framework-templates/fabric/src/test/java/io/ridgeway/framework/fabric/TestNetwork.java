package io.ridgeway.framework.fabric;

import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.framework.fabric.lab.TestCustody;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An ordered network with a place, an address and an identity for each of its nodes, and its birth
 * record: all by the pack, as the reconciler has it made.
 */
record TestNetwork(RenderInput input, TestCustody custody) {

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
        parameters.getOrDefault("stateDatabase", "").equals("couchdb") ? 5 : 1);
  }

  /**
   * Has it made.
   *
   * @param host node to the host that all others reach it by
   */
  static TestNetwork of(FrameworkPack pack, NetworkSpec spec, UnaryOperator<String> host) {
    NetworkId id = new NetworkId("n000000000lab");
    NetworkPlan plan = pack.plan(spec);
    TestCustody custody =
        new TestCustody(plan.identities(), node -> List.of(host.apply(node.value())));
    BirthRecord birth =
        pack.birth(
            new BirthInput(
                id,
                spec,
                plan,
                placement(spec, plan),
                addresses(plan, host),
                custody.identities(),
                Instant.now()));
    return new TestNetwork(input(pack, id, spec, plan, host, custody, birth), custody);
  }

  /** The same, with nodes on their way in and out, and custody as it then is. */
  TestNetwork changed(FrameworkPack pack, Roster roster, UnaryOperator<String> host) {
    return changed(pack, input.spec(), roster, host);
  }

  /** The same, ordered otherwise. */
  TestNetwork changed(
      FrameworkPack pack, NetworkSpec spec, Roster roster, UnaryOperator<String> host) {
    NetworkPlan plan = pack.plan(spec, roster);
    custody.grow(plan.identities(), node -> List.of(host.apply(node.value())));
    BirthRecord birth = input.birth();
    for (Map.Entry<String, String> settled : custody.settled().entrySet()) {
      birth = birth.with(settled.getKey(), settled.getValue());
    }
    return new TestNetwork(input(pack, input.network(), spec, plan, host, custody, birth), custody);
  }

  private static RenderInput input(
      FrameworkPack pack,
      NetworkId id,
      NetworkSpec spec,
      NetworkPlan plan,
      UnaryOperator<String> host,
      TestCustody custody,
      BirthRecord birth) {
    custody.order(spec);
    custody.lineUp(new Lineup(plan.nodes(), addresses(plan, host)));
    return new RenderInput(
        id,
        spec,
        plan,
        placement(spec, plan),
        addresses(plan, host),
        custody.identities(),
        birth,
        pack.software(spec).get(0));
  }

  private static Placement placement(NetworkSpec spec, NetworkPlan plan) {
    Map<NodeName, CityNodeId> places = new TreeMap<>();
    plan.nodes().forEach(node -> places.put(node.name(), spec.cityNodes().get(0)));
    return new Placement(places, List.of(), false);
  }

  private static Addresses addresses(NetworkPlan plan, UnaryOperator<String> host) {
    List<Address> addresses = new ArrayList<>();
    for (PlannedNode node : plan.nodes()) {
      node.ports()
          .forEach(
              port -> addresses.add(address(node.name(), port, host.apply(node.name().value()))));
    }
    return new Addresses(addresses);
  }

  /** An organisation's administrator. */
  SigningIdentity administrator(String organisation) {
    String key = FabricIdentities.administrator(organisation);
    return new SigningIdentity(
        organisation,
        input
            .identities()
            .certificate(FabricIdentities.enrolmentAuthority(organisation), key)
            .pem(),
        message -> custody.sign(key, new ToSign.Message(message), "a change").encoded());
  }

  /** An application of an organisation, enrolled as the pack says. */
  Signatory application(String organisation, String name) {
    return custody.enrol(
        Applications.enrolment(input.spec(), name, Optional.of(organisation)), name);
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
          case PEERS_AND_GATEWAY ->
              Map.of(Viewpoint.INSIDE, at, Viewpoint.OTHER_CITY_NODE, at, Viewpoint.GATEWAY, at);
          case ADMIN, NONE -> Map.of();
        });
  }
}
