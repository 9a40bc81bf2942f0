package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.ManagedKey;
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
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A golden case's {@code in.yaml}: a spec, and where its nodes are.
 *
 * @param nodes node to city node and hosts; their keys follow from their names
 */
record Scenario(
    String network,
    Software software,
    String born,
    Map<String, Integer> order,
    Map<String, String> parameters,
    int storageGib,
    Map<String, Seat> nodes) {

  /** Where a node is, and under which host each viewpoint reaches it. */
  record Seat(String cityNode, Map<Viewpoint, String> hosts) {}

  static Scenario parse(String yaml) {
    try {
      return new YAMLMapper().readValue(yaml, Scenario.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  NetworkSpec spec() {
    return new NetworkSpec(
        "notary",
        new Framework("ethereum", "qbft-1"),
        Tier.DEDICATED,
        order,
        parameters,
        nodes.values().stream().map(s -> new CityNodeId(s.cityNode())).distinct().sorted().toList(),
        10,
        storageGib);
  }

  RenderInput input(FrameworkPack pack) {
    return input(pack, Roster.UNCHANGED);
  }

  /** What it was born with, with the nodes that came and went since. */
  RenderInput input(FrameworkPack pack, RenderInput before, Roster roster) {
    RenderInput now = input(pack, roster);
    return new RenderInput(
        now.network(),
        now.spec(),
        now.plan(),
        now.placement(),
        now.addresses(),
        now.identities(),
        before.birth(),
        now.software());
  }

  private RenderInput input(FrameworkPack pack, Roster roster) {
    NetworkId id = new NetworkId(network);
    NetworkPlan plan = pack.plan(spec(), roster);
    List<ManagedKey> keys = new ArrayList<>();
    Map<NodeName, CityNodeId> places = new TreeMap<>();
    List<Address> addresses = new ArrayList<>();
    for (PlannedNode node : plan.nodes()) {
      NodeName name = node.name();
      Seat seat = nodes.get(name.value());
      keys.add(key(name).managed(id, name.value()));
      places.put(name, new CityNodeId(seat.cityNode()));
      node.ports().forEach(port -> addresses.add(address(name, port, seat)));
    }
    Identities identities = Identities.of(keys, List.of());
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
        id, spec(), plan, placement, new Addresses(addresses), identities, birth, software);
  }

  static TestKey key(NodeName node) {
    return TestKey.named(node.value());
  }

  /** Only the viewpoints that may reach the port, as an adapter reserves them. */
  private static Address address(NodeName node, Port port, Seat seat) {
    Map<Viewpoint, HostPort> from = new TreeMap<>();
    seat.hosts()
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
