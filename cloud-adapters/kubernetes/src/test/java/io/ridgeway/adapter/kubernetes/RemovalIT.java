package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.model.deploy.Fence;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A removal is fenced, and goes on until all is gone. */
@Execution(ExecutionMode.CONCURRENT)
class RemovalIT {
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
  void ofTwoWhoRaiseTheFenceAtOnceTheHigherWins() throws Exception {
    // Given
    ExecutorService callers = Executors.newFixedThreadPool(2);
    AtomicInteger refused = new AtomicInteger();
    try (CloudAdapter other = stage.another()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      // When
      for (long token = 1; token <= 20; token++) {
        Fence fence = new Fence(token);
        CloudAdapter adapter = token % 2 == 0 ? other : stage.adapter;
        answers.add(callers.submit(raise(adapter, fence, refused)));
      }
      for (Future<Boolean> answer : answers) {
        answer.get();
      }
      // Then
      Stage.await("it is seen", SOON, () -> stage.observe().fence() == 20);
      assertThatThrownBy(() -> other.remove(stage.network, new Fence(19)))
          .isInstanceOf(AdapterException.FencedOff.class);
    } finally {
      callers.shutdownNow();
    }
  }

  private Callable<Boolean> raise(CloudAdapter adapter, Fence fence, AtomicInteger refused) {
    return () -> {
      try {
        adapter.remove(stage.network, fence);
      } catch (AdapterException.FencedOff e) {
        refused.incrementAndGet();
      }
      return true;
    };
  }

  @Test
  void aRemovalThatWasCutShortGoesOnWhenItIsLookedAt() {
    // Given
    stage.apply(1, node(A));
    Cluster cluster =
        Cluster.of(KubernetesSettings.of(stage.id, stage.configuration), Clock.systemUTC());
    try (Access access =
        new Access(
            cluster,
            property ->
                property.equals(Access.KUBECONFIG)
                    ? Optional.of(stage.kubeconfig.get())
                    : Optional.empty(),
            network -> {})) {
      // When: all that a remover did before it died
      cluster
          .fences()
          .raise(access.connection().api(), stage.network, new Fence(2), true, cluster.deadline());
    }
    // Then
    Stage.await(
        "all is gone",
        SOON,
        () -> {
          stage.observe();
          return stage.names().equals(List.of("ConfigMap/fence-" + stage.network));
        });
  }

  @Test
  void aNetworkWhoseNamespaceStaysIsNotGone() {
    // Given
    stage.apply(1, node(A));
    var namespace = stage.client.namespaces().withName(stage.namespace);
    var claim =
        stage.client.persistentVolumeClaims().inNamespace(stage.namespace).list().getItems().get(0);
    stage
        .client
        .resource(claim)
        .edit(c -> c.edit().editMetadata().addToFinalizers("test.io/held").endMetadata().build());
    // When
    stage.adapter.remove(stage.network, new Fence(2));
    // Then
    Stage.await("no node is left", SOON, () -> stage.observed(A).isEmpty());
    assertThat(stage.observe().workloads())
        .singleElement()
        .satisfies(w -> assertThat(w.message()).contains("namespace is still being removed"));
    stage
        .client
        .persistentVolumeClaims()
        .inNamespace(stage.namespace)
        .withName(claim.getMetadata().getName())
        .edit(c -> c.edit().editMetadata().withFinalizers(List.of()).endMetadata().build());
    Stage.await("it goes", SOON, () -> namespace.get() == null);
    Stage.await("nothing is left", SOON, () -> stage.observe().workloads().isEmpty());
  }
}
