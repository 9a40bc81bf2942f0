package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.ridgeway.adapter.AdapterException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What becomes of networks when the settings of their city node change. */
@Execution(ExecutionMode.CONCURRENT)
class SettingsIT {
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
  void aSettingThatShowsInAPodIsSeenToBeMissingUntilItIsAppliedAndThePodIsMadeAnew() {
    // Given
    stage.apply(1, node(A));
    Stage.await("its pod is made", SOON, () -> pod().isPresent());
    String before = pod().orElseThrow().getMetadata().getUid();
    // When
    stage.adapter.close();
    stage.with("registryMirror", "mirror.example:5000").open();
    // Then
    assertThat(stage.isAsDeclared(node(A))).isFalse();
    // When
    stage.apply(1, node(A));
    // Then
    assertThat(stage.isAsDeclared(node(A))).isTrue();
    Stage.await(
        "a pod with the image of the mirror",
        SOON,
        () ->
            pod()
                .filter(p -> !p.getMetadata().getUid().equals(before))
                .filter(
                    p ->
                        p.getSpec()
                            .getContainers()
                            .get(0)
                            .getImage()
                            .startsWith("mirror.example:5000/"))
                .isPresent());
  }

  @Test
  void aSettingThatShowsOnlyInServicesIsAppliedAndThePodStays() {
    // Given
    stage.adapter.close();
    stage.with("exposure", "load-balancer").open();
    stage.apply(1, node(A));
    Stage.await("its pod is made", SOON, () -> pod().isPresent());
    String before = pod().orElseThrow().getMetadata().getUid();
    // When
    stage.adapter.close();
    stage.with("loadBalancerAnnotations", "{example.com/scheme: internal}").open();
    // Then
    assertThat(stage.isAsDeclared(node(A))).isFalse();
    // When
    stage.apply(1, node(A));
    // Then
    assertThat(stage.isAsDeclared(node(A))).isTrue();
    var service = stage.client.services().inNamespace(stage.namespace).withName("peers-" + A).get();
    assertThat(service.getMetadata().getAnnotations())
        .containsEntry("example.com/scheme", "internal");
    assertThat(pod().orElseThrow().getMetadata().getUid()).isEqualTo(before);
  }

  @Test
  void anExposureThatWouldLoseSettledAddressesIsRefusedAndNothingChanges() {
    // Given
    stage.adapter.close();
    stage.with("exposure", "load-balancer").open();
    stage.apply(1, node(A));
    Map<String, String> before = stage.generations();
    // When
    stage.adapter.close();
    stage.with("exposure", "node-port").open();
    // Then
    assertThatThrownBy(() -> stage.apply(1, node(A)))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining("LoadBalancer")
        .hasMessageContaining("address");
    assertThat(stage.generations()).isEqualTo(before);
  }

  private Optional<Pod> pod() {
    return stage.client.pods().inNamespace(stage.namespace).list().getItems().stream()
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .findFirst();
  }
}
