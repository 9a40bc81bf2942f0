package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Service;
import io.ridgeway.adapter.AdapterException.NoRoom;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.PortPool;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The node ports of one node: those that it has, and new ones out of a pool. A port has one number
 * for both its transports, since devp2p tells its peers only one.
 */
final class NodePorts {
  private final NetworkId network;
  private final NodeName node;
  private final List<Service> live;
  private final Set<Integer> taken;

  NodePorts(NetworkId network, NodeName node, List<Service> live, Set<Integer> taken) {
    this.network = network;
    this.node = node;
    this.live = List.copyOf(live);
    this.taken = new HashSet<>(taken);
  }

  /** The number that the port has or gets; empty where the API server is to choose. */
  Optional<Integer> of(Audience audience, Port port, Optional<PortPool> pool) {
    return current(live, audience.serviceName(node), port)
        .or(() -> pool.map(given -> next(given, port)));
  }

  /** The node port that a live service has for the port. */
  static Optional<Integer> current(List<Service> live, String service, Port port) {
    return live.stream()
        .filter(s -> s.getMetadata().getName().equals(service))
        .flatMap(s -> s.getSpec().getPorts().stream())
        .filter(p -> port.name().equals(p.getName()) && p.getNodePort() != null)
        .map(p -> p.getNodePort())
        .filter(number -> number > 0)
        .findFirst();
  }

  /** The first free one from a place that is the port's own, so that few ask for the same. */
  private int next(PortPool pool, Port port) {
    int size = pool.to() - pool.from() + 1;
    int start = Math.floorMod((network + "/" + node + "/" + port.name()).hashCode(), size);
    for (int i = 0; i < size; i++) {
      int number = pool.from() + (start + i) % size;
      if (taken.add(number)) {
        return number;
      }
    }
    throw new NoRoom(
        "The port pool "
            + pool.from()
            + " to "
            + pool.to()
            + " of "
            + pool.address()
            + " is used up: widen it, or remove networks from this city node.");
  }
}
