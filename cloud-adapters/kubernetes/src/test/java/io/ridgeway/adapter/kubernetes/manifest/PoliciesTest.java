package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.TlsGateway;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  @Test
  void deniesWhatIsNotAllowed() {
    // When
    List<NetworkPolicy> policies =
        Cluster.of(
                NetworkPolicy.class,
                new Manifests(Samples.settings(Samples.NODE_PORTS))
                    .frame(Samples.deployment(Samples.voter(1))))
            .toList();

    // Then
    assertThat(policies)
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isNullOrEmpty();
              assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
              assertThat(policy.getSpec().getIngress()).isEmpty();
              assertThat(policy.getSpec().getEgress()).isEmpty();
            });
  }

  @Test
  void opensPeerAndGatewayPortsAndNoOther() {
    // When
    NetworkPolicy policy = policy(Samples.settings(Samples.NODE_PORTS), Samples.voter(1));

    // Then
    assertThat(policy.getSpec().getPodSelector().getMatchLabels())
        .containsEntry(Labels.NODE, "voter-1");
    assertThat(policy.getSpec().getIngress())
        .flatExtracting(NetworkPolicyIngressRule::getPorts)
        .extracting(PoliciesTest::text)
        .containsExactly("TCP/30303", "UDP/30303", "TCP/8545");
  }

  @Test
  void letsAnyoneThroughANodePortSinceNobodysAddressIsKept() {
    assertThat(
            policy(Samples.settings(Samples.NODE_PORTS), Samples.voter(1)).getSpec().getIngress())
        .allSatisfy(rule -> assertThat(rule.getFrom()).isEmpty());
  }

  @Test
  void letsOnlyTheGatewayInWhereItIsInside() {
    // When
    NetworkPolicyIngressRule rpc =
        policy(Samples.withGatewayInside(Samples.NODE_PORTS), Samples.voter(1))
            .getSpec()
            .getIngress()
            .get(1);

    // Then
    assertThat(rpc.getPorts()).extracting(PoliciesTest::text).containsExactly("TCP/8545");
    assertThat(rpc.getFrom())
        .extracting(PoliciesTest::text)
        .containsExactly(
            "pods {ridgeway.io/network=n00000000demo}",
            "namespace {kubernetes.io/metadata.name=ridgeway}");
  }

  @Test
  void letsPeersInByTheSharedGatewaysProxiesAlone() {
    // Given
    ClusterSettings settings =
        Samples.settings(
            new TlsGateway("gateways", "shared", "tls", 443, "example.net", "proxies"));

    // Then
    assertThat(
            policy(
                    settings,
                    Samples.workload("peer", 1, List.of(Samples.TLS_PEER), Optional.empty()))
                .getSpec()
                .getIngress())
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getFrom())
                    .extracting(PoliciesTest::text)
                    .containsExactly(
                        "pods {ridgeway.io/network=n00000000demo}",
                        "namespace {kubernetes.io/metadata.name=proxies}"));
  }

  @Test
  void letsANodeCallNamesItsPeersAndOtherCityNodes() {
    // When
    List<NetworkPolicyEgressRule> rules =
        policy(Samples.settings(Samples.NODE_PORTS), Samples.voter(1)).getSpec().getEgress();

    // Then
    assertThat(rules).hasSize(3);
    assertThat(rules.get(0).getPorts())
        .extracting(PoliciesTest::text)
        .containsExactly("UDP/53", "TCP/53");
    assertThat(rules.get(1).getTo())
        .extracting(PoliciesTest::text)
        .containsExactly("pods {ridgeway.io/network=n00000000demo}");
    assertThat(rules.get(1).getPorts())
        .extracting(PoliciesTest::text)
        .containsExactly("TCP/30303", "UDP/30303", "TCP/8545");
    assertThat(rules.get(2).getTo())
        .extracting(PoliciesTest::text)
        .containsExactly("0.0.0.0/0 but [169.254.0.0/16]", "::/0 but []");
    assertThat(rules.get(2).getPorts())
        .extracting(PoliciesTest::text)
        .containsExactly("TCP/443", "TCP/1024-65535", "UDP/1024-65535");
  }

  @Test
  void letsANodeWithoutPeersCallNobodyElsewhere() {
    assertThat(
            policy(
                    Samples.settings(Samples.NODE_PORTS),
                    Samples.workload("tool", 1, List.of(Samples.RPC), Optional.empty()))
                .getSpec()
                .getEgress())
        .flatExtracting(NetworkPolicyEgressRule::getTo)
        .allSatisfy(to -> assertThat(to.getIpBlock()).isNull());
  }

  @Test
  void letsATenantsCodeCallNobody() {
    // Given
    ClusterSettings settings =
        Samples.settings(Samples.NODE_PORTS).running(new TenantImages(Optional.empty()));

    // Then
    assertThat(policy(settings, Samples.tenants("contract", 1)).getSpec())
        .satisfies(
            spec -> {
              assertThat(spec.getPolicyTypes()).contains("Egress");
              assertThat(spec.getEgress()).isEmpty();
              assertThat(spec.getIngress())
                  .flatExtracting(NetworkPolicyIngressRule::getPorts)
                  .extracting(PoliciesTest::text)
                  .containsExactly("TCP/7051");
            });
  }

  @Test
  void letsTheNetworksNodesAloneCallATenantsCodeApart() {
    // Given
    Deployment code = Samples.deployment(Samples.tenants("contract", 1));

    // Then
    assertThat(apart(code.together(true)).getSpec())
        .satisfies(
            spec -> {
              assertThat(spec.getEgress()).isEmpty();
              assertThat(spec.getPolicyTypes()).containsExactly("Ingress", "Egress");
              assertThat(spec.getIngress()).hasSize(1);
              assertThat(spec.getIngress().get(0).getPorts())
                  .extracting(PoliciesTest::text)
                  .containsExactly("TCP/7051");
              assertThat(spec.getIngress().get(0).getFrom())
                  .singleElement()
                  .satisfies(
                      from -> {
                        assertThat(from.getNamespaceSelector().getMatchLabels())
                            .containsEntry("kubernetes.io/metadata.name", "rw-" + Samples.NETWORK);
                        assertThat(from.getPodSelector().getMatchLabels())
                            .containsEntry(Labels.NETWORK, Samples.NETWORK.value());
                      });
            });
    // Peers at other city nodes come by a node port, under any address.
    assertThat(apart(code).getSpec().getIngress())
        .singleElement()
        .satisfies(rule -> assertThat(rule.getFrom()).isEmpty());
  }

  @Test
  void letsANodeCallItsTenantsCodeInTheOtherNamespace() {
    // Given
    ClusterSettings settings =
        Samples.settings(Samples.NODE_PORTS).running(new TenantImages(Optional.empty()));
    Deployment nodes = Samples.deployment(Samples.voter(1));

    // When
    NetworkPolicy policy =
        Cluster.of(
                NetworkPolicy.class,
                new Manifests(settings).workloads(nodes, List.of(Samples.tenants("contract", 1))))
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(policy.getSpec().getEgress())
        .anySatisfy(
            rule -> {
              assertThat(rule.getPorts())
                  .extracting(PoliciesTest::text)
                  .containsExactly("TCP/7051");
              assertThat(rule.getTo().get(0).getNamespaceSelector().getMatchLabels())
                  .containsEntry("kubernetes.io/metadata.name", "rw-" + Samples.NETWORK + "-code");
            });
  }

  @Test
  void letsTheNodesThatAGuestLivesOnCallItsCode() {
    // Given
    NetworkId host = new NetworkId("n00000000host");
    Deployment code =
        Samples.deployment(Samples.tenants("contract", 1)).calledFrom(host).together(true);

    // Then
    assertThat(apart(code).getSpec())
        .satisfies(
            spec -> {
              assertThat(spec.getEgress()).isEmpty();
              assertThat(spec.getIngress()).hasSize(1);
              assertThat(spec.getIngress().get(0).getFrom())
                  .extracting(
                      from ->
                          from.getNamespaceSelector().getMatchLabels()
                              + " "
                              + from.getPodSelector().getMatchLabels())
                  .containsExactly(
                      "{kubernetes.io/metadata.name=rw-%1$s} {ridgeway.io/network=%1$s}"
                          .formatted(Samples.NETWORK),
                      "{kubernetes.io/metadata.name=rw-%1$s} {ridgeway.io/network=%1$s}"
                          .formatted(host));
            });
  }

  @Test
  void letsNodesThatCarryOthersCallTheirCodeAndNobodyElses() {
    // Given
    Deployment nodes = Samples.deployment(Samples.voter(1));

    // Then
    assertThat(egress(nodes.carrying()))
        .filteredOn(rule -> isOfTenantsCode(rule.getTo()))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getTo().get(0).getPodSelector().getMatchLabels())
                    .containsExactly(
                        Map.entry("ridgeway.io/called-from", Samples.NETWORK.value())));
    assertThat(egress(nodes)).noneMatch(rule -> isOfTenantsCode(rule.getTo()));
  }

  private static List<NetworkPolicyEgressRule> egress(Deployment nodes) {
    return Cluster.of(
            NetworkPolicy.class,
            new Manifests(Samples.settings(Samples.NODE_PORTS)).workloads(nodes))
        .findFirst()
        .orElseThrow()
        .getSpec()
        .getEgress();
  }

  private static boolean isOfTenantsCode(List<NetworkPolicyPeer> to) {
    return to.stream()
        .map(NetworkPolicyPeer::getNamespaceSelector)
        .anyMatch(
            of ->
                of != null && "tenants-code".equals(of.getMatchLabels().get("ridgeway.io/holds")));
  }

  private static NetworkPolicy apart(Deployment code) {
    ClusterSettings settings =
        Samples.settings(Samples.NODE_PORTS).running(new TenantImages(Optional.empty()));
    return Cluster.of(NetworkPolicy.class, new Manifests(settings).workloadsApart(code))
        .findFirst()
        .orElseThrow();
  }

  private static NetworkPolicy policy(
      ClusterSettings settings, io.ridgeway.model.deploy.Workload workload) {
    Deployment deployment = Samples.deployment(workload);
    return Cluster.of(NetworkPolicy.class, new Manifests(settings).workloads(deployment))
        .findFirst()
        .orElseThrow();
  }

  private static String text(NetworkPolicyPort port) {
    String last = port.getEndPort() == null ? "" : "-" + port.getEndPort();
    return port.getProtocol() + "/" + port.getPort().getIntVal() + last;
  }

  private static String text(NetworkPolicyPeer peer) {
    if (peer.getIpBlock() != null) {
      return peer.getIpBlock().getCidr() + " but " + peer.getIpBlock().getExcept();
    }
    return peer.getNamespaceSelector() == null
        ? "pods " + peer.getPodSelector().getMatchLabels()
        : "namespace " + peer.getNamespaceSelector().getMatchLabels();
  }
}
