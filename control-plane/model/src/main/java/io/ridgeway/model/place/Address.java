package io.ridgeway.model.place;

import io.ridgeway.model.network.NodeName;
import java.util.Map;

/**
 * Where one port of one node is reached.
 *
 * @param node the node
 * @param port the port's name in the deployment: {@code p2p}
 * @param from host and port per viewpoint; a viewpoint that may not reach the port has no entry
 */
public record Address(NodeName node, String port, Map<Viewpoint, HostPort> from) {
  public Address {
    from = Map.copyOf(from);
  }
}
