package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.Reservation.Pending;
import io.ridgeway.adapter.Reservation.Settled;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.LoadBalancer;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.PortPool;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.TlsGateway;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LiveAddressesTest {
  private static final NodeName NODE = new NodeName("voter-1");

  @Test
  void givesOneAddressForEachPortByWhoMayReachIt() {
    // When
    Reservation reservation = settle(Samples.settings(Samples.NODE_PORTS), Samples.PORTS, s -> s);

    // Then
    assertThat(reservation)
        .isEqualTo(
            new Settled(
                List.of(
                    new Address(
                        NODE,
                        "p2p",
                        Map.of(
                            Viewpoint.INSIDE,
                            new HostPort("10.96.0.10", 30303),
                            Viewpoint.OTHER_CITY_NODE,
                            new HostPort("203.0.113.1", 32_000))),
                    new Address(
                        NODE,
                        "rpc",
                        Map.of(
                            Viewpoint.INSIDE,
                            new HostPort("10.96.0.11", 8545),
                            Viewpoint.GATEWAY,
                            new HostPort("203.0.113.1", 32_001))),
                    new Address(NODE, "admin", Map.of()),
                    new Address(NODE, "inner", Map.of()))));
  }

  @Test
  void waitsForServicesThatAreNotThere() {
    assertThat(
            new Manifests(Samples.settings(Samples.NODE_PORTS))
                .addresses(Samples.NETWORK, NODE, Samples.PORTS, List.of()))
        .isEqualTo(new Pending("Service rw-n00000000demo/peers-voter-1 has no address yet."));
  }

  @Test
  void waitsForABalancersAddress() {
    // Given
    ClusterSettings settings = Samples.settings(new LoadBalancer(Map.of()));

    // Then
    assertThat(settle(settings, List.of(Samples.P2P), s -> s)).isInstanceOf(Pending.class);
    assertThat(
            outside(
                settle(
                    settings,
                    List.of(Samples.P2P),
                    s ->
                        new ServiceBuilder(s)
                            .withNewStatus()
                            .withNewLoadBalancer()
                            .addNewIngress()
                            .withHostname("lb.example.net")
                            .endIngress()
                            .endLoadBalancer()
                            .endStatus()
                            .build())))
        .isEqualTo(new HostPort("lb.example.net", 30303));
  }

  @Test
  void answersWithThePoolsAddress() {
    assertThat(
            outside(
                settle(
                    Samples.settings(new PortPool("203.0.113.7", 31_000, 31_000)),
                    List.of(Samples.P2P),
                    s -> s)))
        .isEqualTo(new HostPort("203.0.113.7", 31_000));
  }

  @Test
  void answersWithTheServerNameAtTheSharedGateway() {
    assertThat(
            outside(
                settle(
                    Samples.settings(
                        new TlsGateway(
                            "gateways", "shared", "tls", 8443, "example.net", "proxies")),
                    List.of(Samples.TLS_PEER),
                    s -> s)))
        .isEqualTo(new HostPort("peer.voter-1.n00000000demo.example.net", 8443));
  }

  @Test
  void bringsAGatewayInsideToTheServiceItself() {
    assertThat(
            ((Settled)
                    settle(
                        Samples.withGatewayInside(Samples.NODE_PORTS),
                        List.of(Samples.RPC),
                        s -> s))
                .addresses()
                .get(0)
                .from())
        .containsEntry(Viewpoint.GATEWAY, new HostPort("10.96.0.10", 8545))
        .containsEntry(Viewpoint.INSIDE, new HostPort("10.96.0.10", 8545));
  }

  private static HostPort outside(Reservation reservation) {
    return ((Settled) reservation).addresses().get(0).from().get(Viewpoint.OTHER_CITY_NODE);
  }

  /** As if an API server had taken the services and numbered them. */
  private static Reservation settle(
      ClusterSettings settings, List<Port> ports, UnaryOperator<Service> platform) {
    Manifests manifests = new Manifests(settings);
    List<Service> made =
        Cluster.of(
                Service.class,
                manifests.services(Samples.NETWORK, NODE, ports, List.of(), Set.of()))
            .toList();
    int[] next = {0};
    List<Service> live =
        made.stream()
            .map(
                s -> {
                  Service taken = new ServiceBuilder(s).build();
                  taken.getSpec().setClusterIP("10.96.0.1" + next[0]);
                  if (taken.getSpec().getType().equals("NodePort")) {
                    for (ServicePort port : taken.getSpec().getPorts()) {
                      if (port.getNodePort() == null) {
                        port.setNodePort(32_000 + next[0]);
                      }
                    }
                  }
                  next[0]++;
                  return platform.apply(taken);
                })
            .toList();
    return manifests.addresses(Samples.NETWORK, NODE, ports, live);
  }
}
