package io.ridgeway.model.place;

import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Optional;

/** The addresses of a network's ports, settled before anything is rendered. */
public record Addresses(List<Address> all) {
  public Addresses {
    all = List.copyOf(all);
  }

  /** Where {@code port} of {@code node} is reached from {@code viewpoint}, if it may be. */
  public Optional<HostPort> find(NodeName node, String port, Viewpoint viewpoint) {
    return all.stream()
        .filter(a -> a.node().equals(node) && a.port().equals(port))
        .findFirst()
        .map(a -> a.from().get(viewpoint));
  }

  /** As {@link #find}, where the caller has reserved the port and so can count on it. */
  public HostPort get(NodeName node, String port, Viewpoint viewpoint) {
    return find(node, port, viewpoint)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no address of port " + port + " of " + node + " from " + viewpoint));
  }
}
