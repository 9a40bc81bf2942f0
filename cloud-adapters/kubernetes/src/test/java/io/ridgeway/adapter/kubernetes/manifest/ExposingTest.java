package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.ridgeway.adapter.AdapterException.NoRoom;
import io.ridgeway.adapter.AdapterException.Undeclared;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.LoadBalancer;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.PortPool;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.TlsGateway;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExposingTest {
  private static final NodeName NODE = new NodeName("voter-1");
  private static final PortPool POOL = new PortPool("203.0.113.7", 31_000, 31_009);
  private static final TlsGateway TLS =
      new TlsGateway("gateways", "shared", "tls", 443, "example.net", "proxies");

  @Test
  void gatesTheGatewaysServiceByReadinessButNotThePeers() {
    // When
    List<Service> services = services(Samples.settings(Samples.NODE_PORTS));

    // Then
    assertThat(services)
        .extracting(s -> s.getMetadata().getName(), s -> s.getSpec().getPublishNotReadyAddresses())
        .containsExactly(tuple("peers-voter-1", true), tuple("gateway-voter-1", false));
    assertThat(services)
        .allSatisfy(
            s ->
                assertThat(s.getSpec().getSelector())
                    .isEqualTo(Labels.selector(Samples.NETWORK, NODE)));
  }

  @Test
  void opensNothingForPortsOfAdministratorsAndOfTheProgramItself() {
    assertThat(
            manifests(Samples.NODE_PORTS)
                .services(
                    Samples.NETWORK,
                    NODE,
                    List.of(Samples.ADMIN, Samples.INNER),
                    List.of(),
                    Set.of()))
        .isEmpty();
  }

  @Test
  void leavesTheFirstNodePortToTheApiServer() {
    assertThat(services(Samples.settings(Samples.NODE_PORTS)))
        .allSatisfy(s -> assertThat(s.getSpec().getType()).isEqualTo("NodePort"))
        .flatExtracting(s -> s.getSpec().getPorts())
        .extracting(ServicePort::getNodePort)
        .containsOnlyNulls();
  }

  @Test
  void keepsANodePortAndGivesBothTransportsTheSame() {
    // Given
    Service live =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("peers-voter-1")
            .endMetadata()
            .withNewSpec()
            .addNewPort()
            .withName("p2p")
            .withProtocol("TCP")
            .withPort(30303)
            .withNodePort(32_123)
            .endPort()
            .endSpec()
            .build();

    // When
    Service peers =
        service(
            manifests(Samples.NODE_PORTS)
                .services(Samples.NETWORK, NODE, Samples.PORTS, List.of(live), Set.of()),
            "peers-voter-1");

    // Then
    assertThat(peers.getSpec().getPorts())
        .extracting(ServicePort::getProtocol, ServicePort::getPort, ServicePort::getNodePort)
        .containsExactly(tuple("TCP", 30303, 32_123), tuple("UDP", 30303, 32_123));
  }

  @Test
  void takesFreeNumbersOutOfThePool() {
    // Given
    Set<Integer> taken = IntStream.rangeClosed(31_002, 31_009).boxed().collect(Collectors.toSet());

    // When
    List<HasMetadata> services =
        manifests(POOL).services(Samples.NETWORK, NODE, Samples.PORTS, List.of(), taken);

    // Then
    assertThat(numbers(services)).containsExactlyInAnyOrder(31_000, 31_001);
    assertThat(service(services, "peers-voter-1").getSpec().getPorts())
        .extracting(ServicePort::getNodePort)
        .hasSize(2)
        .containsOnly(numbers(List.of(service(services, "peers-voter-1"))).iterator().next());
  }

  @Test
  void asksForTheSameNumberOfThePoolAgain() {
    assertThat(
            numbers(
                manifests(POOL)
                    .services(Samples.NETWORK, NODE, Samples.PORTS, List.of(), Set.of())))
        .isEqualTo(
            numbers(
                manifests(POOL)
                    .services(Samples.NETWORK, NODE, Samples.PORTS, List.of(), Set.of())));
  }

  @Test
  void saysThatThePoolIsUsedUp() {
    // Given
    Set<Integer> taken = IntStream.rangeClosed(31_000, 31_009).boxed().collect(Collectors.toSet());

    // Then
    assertThatExceptionOfType(NoRoom.class)
        .isThrownBy(
            () -> manifests(POOL).services(Samples.NETWORK, NODE, Samples.PORTS, List.of(), taken))
        .withMessage(
            "The port pool 31000 to 31009 of 203.0.113.7 is used up: widen it, or remove networks"
                + " from this city node.");
  }

  @Test
  void givesABalancerItsAnnotationsAndLetsOnlyTheGatewayIn() {
    // When
    List<Service> services =
        services(
            Samples.settings(
                new LoadBalancer(Map.of("example.net/kind", "nlb"), List.of("198.51.100.0/24"))));

    // Then
    assertThat(services)
        .allSatisfy(
            s -> {
              assertThat(s.getSpec().getType()).isEqualTo("LoadBalancer");
              assertThat(s.getMetadata().getAnnotations()).containsEntry("example.net/kind", "nlb");
            });
    assertThat(services.get(0).getSpec().getLoadBalancerSourceRanges()).isEmpty();
    assertThat(services.get(1).getSpec().getLoadBalancerSourceRanges())
        .containsExactly("198.51.100.0/24");
  }

  @Test
  void routesTlsByServerName() {
    // When
    List<HasMetadata> objects =
        manifests(TLS)
            .services(Samples.NETWORK, NODE, List.of(Samples.TLS_PEER), List.of(), Set.of());

    // Then
    assertThat(Cluster.of(TLSRoute.class, objects))
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.getSpec().getHostnames())
                  .containsExactly("peer.voter-1.n00000000demo.example.net");
              assertThat(route.getSpec().getParentRefs().get(0).getName()).isEqualTo("shared");
              assertThat(route.getSpec().getRules().get(0).getBackendRefs().get(0).getName())
                  .isEqualTo("peers-voter-1");
            });
    assertThat(service(objects, "peers-voter-1").getSpec().getType()).isEqualTo("ClusterIP");
  }

  @Test
  void refusesToRouteWhatIsNotTls() {
    for (Port port : List.of(Samples.P2P, Samples.RPC)) {
      assertThatExceptionOfType(Undeclared.class)
          .isThrownBy(
              () ->
                  manifests(TLS)
                      .services(Samples.NETWORK, NODE, List.of(port), List.of(), Set.of()))
          .withMessage(
              "Port %s of voter-1 is %s, and the shared gateway of city node frankfurt-1 tells nodes"
                  + " apart by TLS server names alone: give that city node a port pool, node ports or"
                  + " load balancers, or choose another.",
              port.name(), port.protocol());
    }
  }

  @Test
  void keepsTheGatewaysPortsInsideWhereTheGatewayIs() {
    // When
    List<HasMetadata> objects =
        new Manifests(Samples.withGatewayInside(TLS))
            .services(Samples.NETWORK, NODE, List.of(Samples.RPC), List.of(), Set.of());

    // Then
    assertThat(objects)
        .singleElement()
        .satisfies(o -> assertThat(((Service) o).getSpec().getType()).isEqualTo("ClusterIP"));
  }

  private static Manifests manifests(ExposureStrategy strategy) {
    return new Manifests(Samples.settings(strategy));
  }

  private static List<Service> services(ClusterSettings settings) {
    return Cluster.of(
            Service.class,
            new Manifests(settings)
                .services(Samples.NETWORK, NODE, Samples.PORTS, List.of(), Set.of()))
        .toList();
  }

  private static Service service(List<? extends HasMetadata> objects, String name) {
    return objects.stream()
        .filter(o -> o instanceof Service && o.getMetadata().getName().equals(name))
        .map(Service.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Set<Integer> numbers(List<? extends HasMetadata> objects) {
    return objects.stream()
        .map(Service.class::cast)
        .flatMap(s -> s.getSpec().getPorts().stream())
        .map(ServicePort::getNodePort)
        .collect(Collectors.toSet());
  }
}
