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
          objects.add(routes.route(port, audience.serviceName(node), labels(audience)));
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
    Optional<ExposureStrategy> strategy = strategy(settings, audience);
    String type = "ClusterIP";
    Map<String, String> annotations = Map.of();
    Optional<PortPool> pool = Optional.empty();
    boolean numbered = false;
    if (strategy.isPresent()) {
      ExposureStrategy outside = strategy.get();
      theirs.forEach(port -> check(outside, port));
      if (outside instanceof LoadBalancer balancer) {
        type = "LoadBalancer";
        annotations = balancer.annotations();
      } else if (outside instanceof PortPool given) {
        type = "NodePort";
        pool = Optional.of(given);
        numbered = true;
      } else if (outside instanceof NodePort) {
        type = "NodePort";
        numbered = true;
      }
    }
    ServiceBuilder service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(audience.serviceName(node))
            .withNamespace(Names.namespace(network))
            .withLabels(labels(audience))
            .withAnnotations(annotations)
            .addToAnnotations(Exceptions.ofService(type))
            .endMetadata()
            .withNewSpec()
            .withType(type)
            .withSelector(Labels.selector(network, node))
            .withPublishNotReadyAddresses(audience == Audience.PEERS)
            .endSpec();
    for (Port port : theirs) {
      Integer number = numbered ? numbers.of(audience, port, pool).orElse(null) : null;
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

  private Map<String, String> labels(Audience audience) {
    Map<String, String> labels = Labels.of(settings.cityNode(), network, node);
    labels.put(Labels.AUDIENCE, audience.label());
    return labels;
  }

  private void check(ExposureStrategy strategy, Port port) {
    if (strategy instanceof TlsGateway && port.protocol() != Protocol.TLS) {
      throw new Undeclared(
          "Port "
              + port.name()
              + " of "
              + node
              + " is "
              + port.protocol()
              + ", and the shared gateway of city node "
              + settings.cityNode()
              + " tells nodes apart by TLS server names alone: give that city node a port pool, node ports or"
              + " load balancers, or choose another.");
    }
  }
}
