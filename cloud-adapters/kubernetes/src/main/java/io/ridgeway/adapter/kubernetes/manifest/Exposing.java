package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.ridgeway.adapter.AdapterException.Undeclared;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.LoadBalancer;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.NodePort;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.PortPool;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.TlsGateway;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services of one node, and the routes to them. */
record Exposing(ClusterSettings settings, NetworkId network, NodeName node, List<Port> ports) {

  List<HasMetadata> objects(List<Service> live, Set<Integer> taken) {
    List<HasMetadata> objects = new ArrayList<>();
    NodePorts numbers = new NodePorts(network, node, live, taken);
    for (Audience audience : Audience.values()) {
      List<Port> theirs = audience.of(ports);
      if (theirs.isEmpty()) {
        continue;
      }
      objects.add(service(audience, theirs, numbers));
      if (strategy(settings, audience).orElse(null) instanceof TlsGateway gateway) {
        TlsRoutes routes = new TlsRoutes(gateway, network, node);
        for (Port port : theirs) {
          // A port that is for both has one name outside, and its peers' way is always open.
          if (audience == Audience.PEERS || !port.exposure().toPeers()) {
            objects.add(routes.route(port, audience.serviceName(node), labels(audience)));
          }
        }
      }
    }
    return List.copyOf(objects);
  }

  Reservation addresses(List<Service> live) {
    return new LiveAddresses(settings, network, node, live).of(ports);
  }

  /** How an audience gets in from outside; not at all where the gateway is inside. */
  static Optional<ExposureStrategy> strategy(ClusterSettings settings, Audience audience) {
    return audience == Audience.GATEWAY && !settings.gatewayNamespace().isEmpty()
        ? Optional.empty()
        : Optional.of(settings.exposure());
  }

  private Service service(Audience audience, List<Port> theirs, NodePorts numbers) {
    Door door = door(audience, theirs);
    ServiceBuilder service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(audience.serviceName(node))
            .withNamespace(Names.namespace(network))
            .withLabels(labels(audience))
            .withAnnotations(door.annotations())
            .addToAnnotations(Exceptions.ofService(door.type()))
            .endMetadata()
            .withNewSpec()
            .withType(door.type())
            .withSelector(Labels.selector(network, node))
            .withPublishNotReadyAddresses(audience == Audience.PEERS)
            .withLoadBalancerSourceRanges(door.sources())
            .endSpec();
    for (Port port : theirs) {
      Integer number =
          door.type().equals("NodePort")
              ? numbers.of(audience, port, door.pool()).orElse(null)
              : null;
      for (String transport : Transports.of(port)) {
        service
            .editSpec()
            .addNewPort()
            .withName(Transports.portName(port, transport))
            .withProtocol(transport)
            .withPort(port.number())
            .withNewTargetPort(port.number())
            .withNodePort(number)
            .endPort()
            .endSpec();
      }
    }
    return service.build();
  }

  /** What a service needs to be reached from outside. */
  private record Door(
      String type, Map<String, String> annotations, List<String> sources, Optional<PortPool> pool) {
    static Door of(String type) {
      return new Door(type, Map.of(), List.of(), Optional.empty());
    }
  }

  private Door door(Audience audience, List<Port> theirs) {
    Optional<ExposureStrategy> strategy = strategy(settings, audience);
    if (strategy.isEmpty()) {
      return Door.of("ClusterIP");
    }
    ExposureStrategy outside = strategy.get();
    if (outside instanceof LoadBalancer balancer) {
      return new Door(
          "LoadBalancer",
          balancer.annotations(),
          audience == Audience.GATEWAY ? balancer.gatewaySources() : List.of(),
          Optional.empty());
    } else if (outside instanceof PortPool pool) {
      return new Door("NodePort", Map.of(), List.of(), Optional.of(pool));
    } else if (outside instanceof NodePort) {
      return Door.of("NodePort");
    }
    theirs.forEach(this::checkTls);
    return Door.of("ClusterIP");
  }

  private Map<String, String> labels(Audience audience) {
    Map<String, String> labels = Labels.of(settings.cityNode(), network, node);
    labels.put(Labels.AUDIENCE, audience.label());
    return labels;
  }

  private void checkTls(Port port) {
    if (port.protocol() != Protocol.TLS) {
      throw new Undeclared(
          "Port "
              + port.name()
              + " of "
              + node
              + " is "
              + port.protocol()
              + ", and the shared gateway of city node "
              + settings.cityNode()
              + " tells nodes apart by TLS server names alone: give that city node a port pool, node"
              + " ports or load balancers, or choose another.");
    }
  }
}
