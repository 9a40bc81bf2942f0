package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.deploy.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What others delete, edit or leave is told, shown and put right. */
@Execution(ExecutionMode.CONCURRENT)
class DriftIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration PUT_BACK = Duration.ofSeconds(2);

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
  void whatWasDeletedIsToldShownAndPutBack() {
    // Given
    Workload workload = node(A);
    stage.apply(1, workload);
    for (String kind : List.of("ConfigMap", "Secret", "Service", "NetworkPolicy", "StatefulSet")) {
      // When
      Duration quickest = quickest(() -> deletedAndPutBack(kind, workload));
      // Then
      assertThat(quickest).as(kind).isLessThan(PUT_BACK);
    }
  }

  private Duration deletedAndPutBack(String kind, Workload workload) {
    HasMetadata object = of(kind);
    stage.changed.clear();
    stage.client.resource(object).delete();
    long deleted = System.nanoTime();
    Stage.await("it is told", SOON, () -> stage.changed.contains(stage.network));
    // What was told may have been of the object before.
    Stage.await("the loss of " + kind, SOON, () -> !stage.isAsDeclared(workload));
    stage.apply(1, workload);
    Duration took = Duration.ofNanos(System.nanoTime() - deleted);
    assertThat(of(kind).getMetadata().getUid()).isNotEqualTo(object.getMetadata().getUid());
    assertThat(stage.isAsDeclared(workload)).as(kind).isTrue();
    return took;
  }

  /** Of three counts at most: what else the machine does is none of the adapter's. */
  private static Duration quickest(Supplier<Duration> count) {
    Duration quickest = count.get();
    for (int i = 1; i < 3 && quickest.compareTo(PUT_BACK) >= 0; i++) {
      Duration next = count.get();
      quickest = next.compareTo(quickest) < 0 ? next : quickest;
    }
    return quickest;
  }

  @Test
  void whatWasEditedIsToldShownAndPutRight() {
    // Given
    Workload workload = node(A);
    stage.apply(1, workload);
    // When
    Duration quickest = quickest(() -> editedAndPutRight(workload));
    // Then
    assertThat(quickest).isLessThan(PUT_BACK);
  }

  private Duration editedAndPutRight(Workload workload) {
    var set = stage.client.apps().statefulSets().inNamespace(stage.namespace).withName(A.value());
    stage.changed.clear();
    set.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":0}}");
    long edited = System.nanoTime();
    Stage.await("it is told", SOON, () -> stage.changed.contains(stage.network));
    Stage.await(
        "it shows",
        SOON,
        () -> stage.observed(A).filter(w -> w.digest().equals(Observer.EDITED)).isPresent());
    stage.apply(1, workload);
    Duration took = Duration.ofNanos(System.nanoTime() - edited);
    assertThat(stage.isAsDeclared(workload)).isTrue();
    assertThat(set.get().getSpec().getReplicas()).isEqualTo(1);
    return took;
  }

  @Test
  void whatWasEditedWhileNobodyLookedIsFound() {
    // Given
    Workload workload = node(A);
    stage.apply(1, workload);
    stage.adapter.close();
    stage
        .client
        .services()
        .inNamespace(stage.namespace)
        .withName("peers-" + A)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"selector\":{\"app\":\"mine\"}}}");
    // When
    stage.open();
    // Then
    assertThat(stage.isAsDeclared(workload)).isFalse();
    stage.apply(1, workload);
    assertThat(stage.isAsDeclared(workload)).isTrue();
    assertThat(of("Service").getAdditionalProperties().toString()).doesNotContain("mine");
  }

  @Test
  void immutableContentThatSomebodyReplacedIsMadeAnew() {
    // Given
    stage.apply(1, node(A));
    var maps = stage.client.configMaps().inNamespace(stage.namespace);
    var secrets = stage.client.secrets().inNamespace(stage.namespace);
    ConfigMap map = maps.withLabel(Labels.NODE, A.value()).list().getItems().get(0);
    Secret secret = secrets.withLabel(Labels.NODE, A.value()).list().getItems().get(0);
    // When
    stage.client.resource(map).delete();
    stage
        .client
        .resource(
            new ConfigMapBuilder(map)
                .editMetadata()
                .withResourceVersion(null)
                .withManagedFields()
                .endMetadata()
                .withData(Map.of("node.conf", "another"))
                .build())
        .create();
    stage.client.resource(secret).delete();
    stage
        .client
        .resource(
            new SecretBuilder(secret)
                .editMetadata()
                .withResourceVersion(null)
                .withManagedFields()
                .endMetadata()
                .withData(Map.of("nodekey", "YW5vdGhlcg=="))
                .build())
        .create();
    Stage.await("it is seen", SOON, () -> !stage.isAsDeclared(node(A)));
    // Then
    Stage.await(
        "both are as they were",
        SOON,
        () -> {
          stage.apply(1, node(A));
          return maps.withName(map.getMetadata().getName()).get().getData().equals(map.getData())
              && secrets
                  .withName(secret.getMetadata().getName())
                  .get()
                  .getData()
                  .equals(secret.getData());
        });
    Stage.await("it is seen", SOON, () -> stage.isAsDeclared(node(A)));
  }

  @Test
  void whatAStalledWriterLeavesIsPrunedByTheNextPass() {
    // Given
    Workload workload = node(A);
    stage.apply(1, workload);
    HasMetadata policy = of("NetworkPolicy");
    // When
    policy.getMetadata().setName("left-behind");
    policy.getMetadata().setManagedFields(List.of());
    policy.getMetadata().setResourceVersion(null);
    policy.getMetadata().setUid(null);
    stage.client.resource(policy).create();
    Stage.await("it shows", SOON, () -> !stage.isAsDeclared(workload));
    stage.apply(1, workload);
    // Then
    Stage.await("it is gone", SOON, () -> !stage.names().contains("NetworkPolicy/left-behind"));
    Stage.await("all is well", SOON, () -> stage.isAsDeclared(workload));
  }

  private GenericKubernetesResource of(String kind) {
    return stage.objects().stream()
        .filter(o -> o.getKind().equals(kind))
        .filter(o -> stage.namespace.equals(o.getMetadata().getNamespace()))
        .filter(o -> o.getMetadata().getLabels().containsKey(Labels.NODE))
        .map(GenericKubernetesResource.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
