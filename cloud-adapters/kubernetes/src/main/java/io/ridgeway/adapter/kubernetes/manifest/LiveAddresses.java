package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.LoadBalancer;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.NodePort;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.PortPool;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.TlsGateway;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells a node's addresses from its services as they are in the cluster. */
record LiveAddresses(
    ClusterSettings settings, NetworkId network, NodeName node, List<Service> live) {

  Reservation of(List<Port> ports) {
    List<Address> addresses = new ArrayList<>();
    for (Port port : ports) {
      Map<Viewpoint, HostPort> from = new TreeMap<>();
      for (Audience audience : Audience.values()) {
        if (audience.of(List.of(port)).isEmpty()) {
          continue;
        }
        Optional<HostPort> inside = inside(audience, port);
        Optional<HostPort> outside =
            Exposing.strategy(settings, audience)
                .map(strategy -> outside(strategy, audience, port))
                .orElse(inside);
        if (inside.isEmpty() || outside.isEmpty()) {
          return new Reservation.Pending(
              "Service "
                  + Names.namespace(network)
                  + "/"
                  + audience.serviceName(node)
                  + " has no address yet.");
        }
        // Peers come first: theirs is there whether the node is ready or not.
        from.putIfAbsent(Viewpoint.INSIDE, inside.get());
        from.put(audience.viewpoint(), outside.get());
      }
      addresses.add(new Address(node, port.name(), from));
    }
    return new Reservation.Settled(addresses);
  }

  /** A service's own address, which stays while the service does, wherever its pod goes. */
  private Optional<HostPort> inside(Audience audience, Port port) {
    return service(audience)
        .map(service -> service.getSpec().getClusterIP())
        .filter(address -> !address.isEmpty() && !address.equals("None"))
        .map(address -> new HostPort(address, port.number()));
  }

  private Optional<HostPort> outside(ExposureStrategy strategy, Audience audience, Port port) {
    if (strategy instanceof NodePort given) {
      return nodePort(audience, port).map(number -> new HostPort(given.publicHost(), number));
    } else if (strategy instanceof PortPool pool) {
      return nodePort(audience, port).map(number -> new HostPort(pool.address(), number));
    } else if (strategy instanceof LoadBalancer) {
      return balancer(audience).map(host -> new HostPort(host, port.number()));
    }
    TlsGateway gateway = (TlsGateway) strategy;
    return Optional.of(
        new HostPort(new TlsRoutes(gateway, network, node).host(port), gateway.port()));
  }

  private Optional<Integer> nodePort(Audience audience, Port port) {
    return NodePorts.current(live, audience.serviceName(node), port);
  }

  private Optional<String> balancer(Audience audience) {
    return service(audience)
        .map(Service::getStatus)
        .map(status -> status.getLoadBalancer())
        .flatMap(balancer -> balancer.getIngress().stream().findFirst())
        .map(LiveAddresses::host);
  }

  private static String host(LoadBalancerIngress ingress) {
    return ingress.getIp() == null ? ingress.getHostname() : ingress.getIp();
  }

  private Optional<Service> service(Audience audience) {
    return live.stream()
        .filter(s -> s.getMetadata().getName().equals(audience.serviceName(node)))
        .findFirst();
  }
}
