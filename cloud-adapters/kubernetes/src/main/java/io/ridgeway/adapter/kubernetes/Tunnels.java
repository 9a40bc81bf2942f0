package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ways to the ports of nodes. A port that is reached from outside anyway is reached so, if its node
 * gets callers and we get through; all others by a port on this machine's loopback that the API
 * server forwards to the pod, whether or not it is ready.
 */
final class Tunnels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tunnels.class);

  private static final int CONNECT_MILLIS = 500;

  private final Cluster cluster;
  private final Map<Target, Forward> open = new ConcurrentHashMap<>();

  Tunnels(Cluster cluster) {
    this.cluster = cluster;
  }

  Optional<HostPort> to(Connection to, NetworkId network, NodeName node, String portName) {
    Optional<NodeSight> sight =
        Optional.ofNullable(NodeSight.all(to.sights(), network).get(node))
            .filter(n -> n.set().filter(s -> !s.leaving()).isPresent());
    Optional<Port> port =
        sight.flatMap(NodeSight::set).stream()
            .flatMap(s -> NotedPorts.parse(s.note(Notes.PORTS)).stream())
            .filter(p -> p.name().equals(portName) && p.exposure() != Exposure.NONE)
            .findFirst();
    if (port.isEmpty()) {
      return Optional.empty();
    }
    boolean ready =
        sight.flatMap(NodeSight::pod).map(PodSight::of).filter(PodSight::ready).isPresent();
    return (ready ? outside(to, network, node, port.get()) : Optional.<HostPort>empty())
        .or(() -> forwarded(to, network, node, port.get().number(), sight.orElseThrow()));
  }

  private Optional<HostPort> outside(Connection to, NetworkId network, NodeName node, Port port) {
    Reservation reservation =
        cluster
            .manifests()
            .addresses(network, node, List.of(port), Writer.services(to.sights(), network));
    Stream<Address> addresses =
        reservation instanceof Reservation.Settled settled
            ? settled.addresses().stream()
            : Stream.of();
    boolean gatewayInside = !cluster.settings().cluster().gatewayNamespace().isEmpty();
    return addresses
        .map(Address::from)
        .flatMap(
            from ->
                Stream.of(
                    gatewayInside ? null : from.get(Viewpoint.GATEWAY),
                    from.get(Viewpoint.OTHER_CITY_NODE)))
        .filter(Objects::nonNull)
        .filter(Tunnels::answers)
        .findFirst();
  }

  /** A way from outside may be closed to Ridgeway, or not be open yet. */
  private static boolean answers(HostPort address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<HostPort> forwarded(
      Connection to, NetworkId network, NodeName node, int number, NodeSight sight) {
    Optional<Seen> pod = sight.pod();
    if (pod.isEmpty()) {
      return Optional.empty();
    }
    Target target = new Target(network, node, number);
    Forward forward =
        open.compute(
            target,
            (t, before) -> {
              if (before != null && before.isFor(to, pod.get())) {
                return before;
              }
              if (before != null) {
                before.close();
              }
              return forward(to, pod.get(), number);
            });
    return Optional.of(
        new HostPort(
            InetAddress.getLoopbackAddress().getHostAddress(), forward.local.getLocalPort()));
  }

  private static Forward forward(Connection to, Seen pod, int number) {
    try {
      return new Forward(
          to,
          pod.uid(),
          to.client()
              .pods()
              .inNamespace(pod.key().namespace())
              .withName(pod.key().name())
              .portForward(number, InetAddress.getLoopbackAddress(), 0));
    } catch (KubernetesClientException e) {
      throw new AdapterException.Unreachable(
          "no tunnel to " + pod.key() + ": the API server doesn't forward ports", e);
    }
  }

  /** Closes those of a network that is gone. */
  void forget(NetworkId network) {
    forget(target -> target.network.equals(network));
  }

  /** Closes those of nodes that a network no longer has here. */
  void forgetAllBut(Deployment deployment) {
    Set<NodeName> nodes =
        deployment.workloads().stream().map(Workload::name).collect(Collectors.toSet());
    forget(t -> t.network.equals(deployment.network()) && !nodes.contains(t.node));
  }

  private void forget(Predicate<Target> which) {
    open.forEach(
        (target, forward) -> {
          if (which.test(target) && open.remove(target, forward)) {
            forward.close();
          }
        });
  }

  @Override
  public void close() {
    open.values().forEach(Forward::close);
    open.clear();
  }

  private record Target(NetworkId network, NodeName node, int number) {}

  private record Forward(Connection by, String pod, LocalPortForward local) {
    boolean isFor(Connection to, Seen now) {
      return by == to && pod.equals(now.uid()) && local.isAlive();
    }

    void close() {
      try {
        local.close();
      } catch (IOException e) {
        LOG.atDebug().setMessage("a tunnel could not be closed").setCause(e).log();
      }
    }
  }
}
