package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.PORTS;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.ridgeway.adapter.Manifest;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A tenant's code is in a namespace of its own, unless it was settled before there was one. */
@Execution(ExecutionMode.CONCURRENT)
class TenantsCodeIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final NodeName CODE = NodeName.of("contract", 1);
  private static final List<Port> SERVICE =
      List.of(new Port("service", 9999, Protocol.TLS, Exposure.PEERS));

  private Stage stage;
  private String apart;

  @BeforeEach
  void open() {
    KubeCluster cluster = KubeCluster.apiOnly();
    stage = new Stage(cluster.client(), cluster.kubeconfig()).with("tenantImages", "true").open();
    apart = Manifests.codeNamespaceName(stage.network);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void itsAddressPodAndQuotaAreInANamespaceOfItsOwnAndGoWithTheNetwork() {
    // Given
    Reservation address = settledApart();
    stage.adapter.reserve(stage.network, A, PORTS, new Fence(1));
    // When
    stage.apply(1, node(A), code());
    // Then
    assertThat(names(apart))
        .contains(
            "StatefulSet/contract-1",
            "Service/peers-contract-1",
            "NetworkPolicy/deny-all",
            "NetworkPolicy/contract-1",
            "ResourceQuota/nodes",
            "LimitRange/nodes",
            "ServiceAccount/nodes")
        .noneMatch(name -> name.contains("validator"));
    assertThat(names(stage.namespace))
        .contains("StatefulSet/validator-1", "ResourceQuota/nodes")
        .noneMatch(name -> name.contains("contract-1"));
    assertThat(stage.observe().workloads())
        .extracting(ObservedWorkload::name)
        .containsExactlyInAnyOrder(A, CODE);
    assertThat(stage.isAsDeclared(code())).isTrue();
    assertThat(settledApart()).isEqualTo(address);
    assertThat(namespace().getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
        .containsEntry("ridgeway.io/holds", "tenants-code");
    // When
    stage.apply(1, node(A));
    // Then
    Stage.await(
        "nothing of the code is left",
        SOON,
        () -> names(apart).stream().noneMatch(name -> name.contains("contract-1")));
    // When
    stage.remove(2);
    // Then
    Stage.await(
        "both namespaces are gone",
        SOON,
        () -> names(apart).isEmpty() && names(stage.namespace).isEmpty());
  }

  @Test
  void whatWasSettledAmongTheNodesStaysThere() {
    // Given
    stage.adapter.reserve(stage.network, CODE, SERVICE, new Fence(1));
    // When
    Reservation again = settledApart();
    stage.apply(1, code());
    // Then
    assertThat(again).isEqualTo(stage.adapter.reserve(stage.network, CODE, SERVICE, new Fence(1)));
    assertThat(names(stage.namespace))
        .contains("StatefulSet/contract-1", "Service/peers-contract-1");
    assertThat(names(apart)).isEmpty();
    assertThat(stage.isAsDeclared(code())).isTrue();
  }

  @Test
  void whatSomebodyChangesThereIsSeenAndPutRight() {
    // Given
    settledApart();
    stage.apply(1, code());
    assertThat(stage.isAsDeclared(code())).isTrue();
    // When
    stage.client.network().networkPolicies().inNamespace(apart).withName("contract-1").delete();
    // Then
    Stage.await("it is seen", SOON, () -> !stage.isAsDeclared(code()));
    stage.apply(1, code());
    Stage.await("it is put right", SOON, () -> stage.isAsDeclared(code()));
    assertThat(names(apart)).contains("NetworkPolicy/contract-1");
  }

  @Test
  void bothNamespacesArePrinted() {
    // When
    List<Manifest> printed =
        stage.adapter.manifests(new Deployment(stage.network, stage.id, List.of(node(A), code())));
    // Then
    assertThat(printed)
        .extracting(Manifest::name)
        .contains(
            "namespace/" + stage.namespace,
            "namespace/" + apart,
            "statefulset/validator-1",
            "code/statefulset/contract-1",
            "code/resourcequota/nodes")
        .doesNotHaveDuplicates();
  }

  private Reservation settledApart() {
    return stage.adapter.reserveApart(stage.network, CODE, SERVICE, new Fence(1));
  }

  private Namespace namespace() {
    return stage.client.namespaces().withName(apart).get();
  }

  private List<String> names(String namespace) {
    return stage.objects().stream()
        .filter(o -> namespace.equals(o.getMetadata().getNamespace()))
        .map(TenantsCodeIT::name)
        .toList();
  }

  private static String name(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  private static Workload code() {
    return new Workload(
        CODE,
        "contract",
        ForeignCode.Kind.IMAGE.software(),
        List.of(),
        List.of(),
        Map.of("CHAINCODE_SERVER_ADDRESS", "{{bind}}:9999"),
        List.of(),
        List.of(),
        List.of(),
        SERVICE,
        Probes.NONE,
        new Resources(100, 64, 0),
        Optional.empty(),
        Optional.of(
            ForeignCode.image(
                "registry.example.com/firm/book@sha256:" + "0123456789abcdef".repeat(4))));
  }
}
