package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.VolumePath;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a {@link FakeCityNode} has of one network. */
final class FakeNetwork {
  long fence;
  final Map<NodeName, Place> places = new TreeMap<>();
  final Map<NodeName, FakeWorkload> workloads = new TreeMap<>();
  final Map<String, FakeTask> tasks = new TreeMap<>();

  /** What tasks wrote into files of nodes. */
  final Map<String, List<String>> files = new TreeMap<>();

  /** What is in volumes beside that: by node, volume and path. */
  final Map<VolumePath, byte[]> kept = new HashMap<>();

  void settle(Instant now) {
    tasks.values().forEach(task -> task.settle(now, files));
  }

  /** Where a port of a node's workload is reached inside, whatever its exposure. */
  Optional<HostPort> inside(NodeName node, Port port) {
    return Optional.ofNullable(places.get(node)).map(p -> p.inside(port));
  }

  /**
   * A node's own address inside, and its outer ports: every viewpoint is another one, so that a
   * caller who takes the wrong one is found out.
   *
   * @param ordinal unique among all nodes that the city node ever had
   */
  record Place(String cityNode, int ordinal) {
    private static final int PORTS_PER_NODE = 20;

    HostPort inside(Port port) {
      return new HostPort("10.7." + ordinal / 250 + "." + (ordinal % 250 + 1), port.number());
    }

    List<Address> addresses(NodeName node, List<Port> ports) {
      return ports.stream()
          .map(port -> new Address(node, port.name(), from(port, ports.indexOf(port))))
          .toList();
    }

    private Map<Viewpoint, HostPort> from(Port port, int index) {
      int outer = 20_000 + (ordinal * PORTS_PER_NODE + index) % 40_000;
      return switch (port.exposure()) {
        case PEERS ->
            Map.of(
                Viewpoint.INSIDE,
                inside(port),
                Viewpoint.OTHER_CITY_NODE,
                new HostPort(cityNode + ".peers.test", outer));
        case GATEWAY ->
            Map.of(
                Viewpoint.INSIDE,
                inside(port),
                Viewpoint.GATEWAY,
                new HostPort(cityNode + ".gateway.test", outer));
        case PEERS_AND_GATEWAY ->
            Map.of(
                Viewpoint.INSIDE,
                inside(port),
                Viewpoint.OTHER_CITY_NODE,
                new HostPort(cityNode + ".peers.test", outer),
                Viewpoint.GATEWAY,
                new HostPort(cityNode + ".gateway.test", outer));
        case ADMIN, NONE -> Map.of();
      };
    }
  }
}
