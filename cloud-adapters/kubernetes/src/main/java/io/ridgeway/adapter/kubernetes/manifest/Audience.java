package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Viewpoint;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Whom a service is for. Each node has one of each at most, since they differ in readiness. */
enum Audience {
  /** Found whether ready or not: a halted chain must find its peers to come back. */
  PEERS(Exposure::toPeers, Viewpoint.OTHER_CITY_NODE),
  /** Gets only a node that serves. */
  GATEWAY(Exposure::toGateway, Viewpoint.GATEWAY);

  private final Predicate<Exposure> exposed;
  private final Viewpoint outside;

  Audience(Predicate<Exposure> exposed, Viewpoint outside) {
    this.exposed = exposed;
    this.outside = outside;
  }

  List<Port> of(List<Port> ports) {
    return ports.stream().filter(port -> exposed.test(port.exposure())).toList();
  }

  /** From where it looks at a node, if not from inside. */
  Viewpoint viewpoint() {
    return outside;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String serviceName(NodeName node) {
    return label() + "-" + node;
  }
}
