package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.B;
import static io.ridgeway.adapter.kubernetes.Stage.PORTS;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Manifest;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is written, and what is printed of it; on a real API server that runs no pods. */
@Execution(ExecutionMode.CONCURRENT)
class ObjectsIT {
  private static final Duration SOON = Duration.ofSeconds(90);

  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.onApiServer();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void theSameAgainWritesNothingAlsoByAnotherAdapter() {
    // Given
    stage.adapter.reserve(stage.network, A, PORTS, new Fence(1));
    stage.apply(1, node(A), node(B));
    assertThat(stage.isAsDeclared(node(A))).isTrue();
    Map<String, String> before = stage.generations();
    int asked = stage.secretsAsked.get();
    // When
    stage.apply(1, node(A), node(B));
    stage.reopen();
    stage.apply(1, node(A), node(B));
    // Then
    assertThat(stage.generations()).isEqualTo(before);
    assertThat(stage.secretsAsked).hasPositiveValue().hasValue(asked);
  }

  @Test
  void whatIsNoLongerDeclaredGoesWithItsVolumes() {
    // Given
    stage.apply(1, node(A), node(B));
    // When
    stage.apply(2, node(A));
    // Then
    Stage.await(
        "all of " + B + " is gone",
        SOON,
        () -> stage.names().stream().noneMatch(n -> n.contains(B.value())));
    assertThat(stage.names()).anyMatch(n -> n.startsWith("PersistentVolumeClaim/" + A));
    assertThat(stage.isAsDeclared(node(A))).isTrue();
  }

  @Test
  void twoRoundsLeaveTheSameAsOne() {
    // Given
    stage.apply(1, node(A, "one", 1));
    List<String> first = stage.names();
    // When
    stage.apply(2, node(A, "two", 1));
    stage.apply(3, node(A, "one", 1));
    // Then
    Stage.await("old configuration is gone", SOON, () -> stage.names().equals(first));
  }

  @Test
  void whatIsLeftStaysAsItWasWithItsConfigurationUntilItsTurn() {
    // Given
    stage.apply(1, node(A), node(B));
    List<String> before = ofNode(A);
    Workload changed = node(A, "two", 1);
    // When
    stage.adapter.apply(
        new Deployment(stage.network, stage.id, List.of(changed, node(B, "two", 1)))
            .leaving(Set.of(A)),
        new Fence(1),
        key -> new byte[32]);
    // Then
    assertThat(stage.isAsDeclared(node(A))).isTrue();
    assertThat(stage.isAsDeclared(node(B, "two", 1))).isTrue();
    assertThat(ofNode(A)).isEqualTo(before);
    // When
    stage.apply(1, changed, node(B, "two", 1));
    // Then
    assertThat(stage.isAsDeclared(changed)).isTrue();
  }

  private List<String> ofNode(NodeName node) {
    return stage.names().stream().filter(n -> n.contains(node.value())).toList();
  }

  @Test
  void theTunnelsOfANodeThatIsNoLongerDeclaredAreClosed() {
    // Given
    stage.apply(1, node(A), node(B));
    Stage.await("a way to both", SOON, () -> tunnel(A).isPresent() && tunnel(B).isPresent());
    HostPort kept = tunnel(A).orElseThrow();
    HostPort gone = tunnel(B).orElseThrow();
    // When
    stage.apply(2, node(A));
    // Then
    assertThat(tunnel(A)).contains(kept);
    assertThat(tunnel(B)).isEmpty();
    Stage.await("nobody listens at " + gone, SOON, () -> refuses(gone));
  }

  private static boolean refuses(HostPort address) {
    try (Socket socket = new Socket(address.host(), address.port())) {
      return false;
    } catch (IOException e) {
      return e instanceof ConnectException;
    }
  }

  private Optional<HostPort> tunnel(NodeName node) {
    return stage.adapter.tunnel(stage.network, node, "admin");
  }

  @Test
  void addressesAreTheServicesOwn() {
    // When
    Reservation.Settled settled =
        (Reservation.Settled) stage.adapter.reserve(stage.network, A, PORTS, new Fence(1));
    // Then
    var service = stage.client.services().inNamespace(stage.namespace).withName("peers-" + A).get();
    var p2p = settled.addresses().get(0);
    assertThat(p2p.from().get(Viewpoint.INSIDE).host()).isEqualTo(service.getSpec().getClusterIP());
    assertThat(p2p.from().get(Viewpoint.OTHER_CITY_NODE).port())
        .isEqualTo(service.getSpec().getPorts().get(0).getNodePort());
    assertThat(service.getSpec().getPorts())
        .as("devp2p tells its peers one number for both transports")
        .extracting(p -> p.getNodePort())
        .hasSize(2)
        .containsOnly(service.getSpec().getPorts().get(0).getNodePort());
    assertThat(settled.addresses().get(2).from()).isEmpty();
  }

  @Test
  void aPoolHandsOutEachOfItsPortsOnceAndThenHasNoRoom() {
    // Given
    stage.adapter.close();
    stage.with("exposure", "port-pool").with("portPool", "30070-30073").open();
    // When
    var one = (Reservation.Settled) stage.adapter.reserve(stage.network, A, PORTS, new Fence(1));
    var two = (Reservation.Settled) stage.adapter.reserve(stage.network, B, PORTS, new Fence(1));
    // Then
    List<Integer> numbers = new ArrayList<>();
    for (var settled : List.of(one, two)) {
      settled
          .addresses()
          .forEach(
              a ->
                  a.from().entrySet().stream()
                      .filter(e -> e.getKey() != Viewpoint.INSIDE)
                      .forEach(e -> numbers.add(e.getValue().port())));
    }
    assertThat(numbers).containsExactlyInAnyOrder(30070, 30071, 30072, 30073);
    assertThatThrownBy(
            () -> stage.adapter.reserve(stage.network, NodeName.of("rpc", 1), PORTS, new Fence(1)))
        .isInstanceOf(AdapterException.NoRoom.class)
        .hasMessageContaining("30070");
  }

  @Test
  void aNamespaceThatSomebodyElseOwnsIsLeftAlone() {
    // Given
    stage
        .client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(stage.namespace)
                .addToLabels("owner", "them")
                .endMetadata()
                .build())
        .create();
    // When, Then
    assertThatThrownBy(() -> stage.apply(1, node(A)))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining(stage.namespace)
        .hasMessageContaining("isn't this city node's");
    stage.adapter.remove(stage.network, new Fence(2));
    assertThat(stage.client.namespaces().withName(stage.namespace).get().getMetadata().getLabels())
        .containsEntry("owner", "them")
        .doesNotContainKey(Labels.NETWORK);
  }

  @Test
  void showsWhatItWouldWriteWithReferencesForSecrets() {
    // When
    List<Manifest> manifests =
        stage.adapter.manifests(new Deployment(stage.network, stage.id, List.of(node(A))));
    // Then
    assertThat(manifests.get(0).name()).isEqualTo("namespace/" + stage.namespace);
    assertThat(manifests)
        .extracting(Manifest::name)
        .contains("statefulset/" + A, "serviceaccount/nodes");
    assertThat(manifests)
        .anyMatch(
            m ->
                m.text().contains("kind: \"StatefulSet\"")
                    || m.text().contains("kind: StatefulSet"));
    assertThat(stage.objects()).isEmpty();
  }

  @Test
  void findsNothingToMend() {
    assertThat(stage.adapter.check()).isEmpty();
  }
}
