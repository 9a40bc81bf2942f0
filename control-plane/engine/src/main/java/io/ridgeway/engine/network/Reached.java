package io.ridgeway.engine.network;

import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a network's nodes are reached, as far as they serve. */
public final class Reached {
  private Reached() {}

  /**
   * Node to port name to address: of nodes that hold the ledger, and of ports that may be reached
   * from there.
   */
  public static Map<NodeName, Map<String, HostPort>> from(Network network, Viewpoint viewpoint) {
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    for (Address address : network.made().addresses().map(a -> a.all()).orElse(List.of())) {
      HostPort at = address.from().get(viewpoint);
      if (at != null && isServing(network, address.node())) {
        nodes.computeIfAbsent(address.node(), node -> new TreeMap<>()).put(address.port(), at);
      }
    }
    return nodes;
  }

  /** Who joins doesn't have the ledger yet; who is gone waits to be removed. */
  private static boolean isServing(Network network, NodeName node) {
    Standing standing = network.made().roster().standing(node);
    return standing == Standing.ADMITTED || standing == Standing.LEAVING;
  }
}
