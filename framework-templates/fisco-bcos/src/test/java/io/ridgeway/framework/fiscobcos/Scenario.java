package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
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
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A golden case's {@code in.yaml}: a spec, and where its nodes are.
 *
 * @param nodes node to city node and hosts
 */
record Scenario(
    String network,
    String version,
    String born,
    Map<String, Integer> order,
    Map<String, String> parameters,
    int storageGib,
    Map<String, Place> nodes) {

  /** Where a node is, and under which host each viewpoint reaches it. */
  record Place(String cityNode, Map<Viewpoint, String> hosts) {}

  static Scenario parse(String yaml) {
    try {
      return new YAMLMapper().readValue(yaml, Scenario.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many sealers and observers on loopback addresses of one city node. */
  static Scenario local(
      String version, int sealers, int observers, Map<String, String> parameters) {
    return local("127.88.1.", version, sealers, observers, parameters);
  }

  static Scenario local(
      String prefix, String version, int sealers, int observers, Map<String, String> parameters) {
    Map<String, Place> nodes = new TreeMap<>();
    for (int i = 1; i <= sealers + observers; i++) {
      String name = i <= sealers ? "sealer-" + i : "observer-" + (i - sealers);
      Map<Viewpoint, String> hosts = new TreeMap<>();
      for (Viewpoint viewpoint : Viewpoint.values()) {
        hosts.put(viewpoint, prefix + i);
      }
      nodes.put(name, new Place("local-1", hosts));
    }
    return new Scenario(
        "n00000000demo",
        version,
        "2026-01-02T03:04:05Z",
        Map.of("sealer", sealers, "observer", observers),
        parameters,
        10,
        nodes);
  }

  NetworkSpec spec() {
    return new NetworkSpec(
        "notary",
        new Framework("fisco-bcos", version),
        Tier.DEDICATED,
        order,
        parameters,
        nodes.values().stream().map(s -> new CityNodeId(s.cityNode())).distinct().sorted().toList(),
        10,
        storageGib);
  }

  /** Where the node is, seen from inside. */
  String host(NodeName node) {
    return nodes.get(node.value()).hosts().get(Viewpoint.INSIDE);
  }

  Cryptography cryptography() {
    return Cryptography.of(parameters.getOrDefault("cryptography", "standard"));
  }

  TestIdentities identities(FiscoBcosPack pack) {
    return TestIdentities.seeded(pack.plan(spec()).identities());
  }

  List<Deployment> render(FiscoBcosPack pack) {
    return render(pack, identities(pack).identities());
  }

  List<Deployment> render(FiscoBcosPack pack, Identities identities) {
    return pack.render(input(pack, identities));
  }

  RenderInput input(FiscoBcosPack pack, Identities identities) {
    NetworkId id = new NetworkId(network);
    NetworkPlan plan = pack.plan(spec());
    Map<NodeName, CityNodeId> places = new TreeMap<>();
    List<Address> addresses = new ArrayList<>();
    for (PlannedNode node : plan.nodes()) {
      Place place = nodes.get(node.name().value());
      places.put(node.name(), new CityNodeId(place.cityNode()));
      node.ports().forEach(port -> addresses.add(address(node.name(), port, place)));
    }
    Placement placement = new Placement(places, List.of(), false);
    BirthRecord birth =
        pack.birth(
            new BirthInput(
                id,
                spec(),
                plan,
                placement,
                new Addresses(addresses),
                identities,
                Instant.parse(born)));
    return new RenderInput(
        id,
        spec(),
        plan,
        placement,
        new Addresses(addresses),
        identities,
        birth,
        pack.software(spec()).get(0));
  }

  /** Only the viewpoints that may reach the port, as an adapter reserves them. */
  private static Address address(NodeName node, Port port, Place place) {
    Map<Viewpoint, HostPort> from = new TreeMap<>();
    place
        .hosts()
        .forEach(
            (viewpoint, host) -> {
              boolean reachable =
                  switch (port.exposure()) {
                    case PEERS -> viewpoint != Viewpoint.GATEWAY;
                    case GATEWAY -> viewpoint != Viewpoint.OTHER_CITY_NODE;
                    case PEERS_AND_GATEWAY -> true;
                    case ADMIN, NONE -> false;
                  };
              if (reachable) {
                from.put(viewpoint, new HostPort(host, port.number()));
              }
            });
    return new Address(node, port.name(), from);
  }
}
