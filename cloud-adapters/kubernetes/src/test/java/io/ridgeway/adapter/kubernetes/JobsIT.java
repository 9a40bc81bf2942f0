package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.PORTS;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static io.ridgeway.adapter.kubernetes.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Task;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks as jobs of a real API server, whose pods don't run. */
class JobsIT {
  private static final Duration SOON = Duration.ofSeconds(90);

  private final KubeCluster cluster = KubeCluster.apiOnly();
  private final Stage stage = Stage.onApiServer();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aJobStaysAsItWasMadeWhateverBecomesOfSettingsAndOfWhatOthersWriteToIt() {
    // Given
    apply(1, task("one"));
    Job before = job();
    int asked = stage.secretsAsked.get();
    cluster
        .client()
        .resource(before)
        .edit(
            j -> {
              j.getMetadata().getLabels().put("ridgeway.io/edited", "yes");
              return j;
            });
    // When
    stage.with("registryMirror", "mirror.example").reopen();
    apply(1, task("one"));
    // Then
    assertThat(job().getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
    assertThat(job().getSpec().getTemplate().getSpec().getContainers().get(0).getImage())
        .isEqualTo(SampleImage.REFERENCE);
    assertThat(stage.secretsAsked).hasValue(asked);
    assertThat(stage.isAsDeclared(node(A))).isTrue();
    assertThat(observed()).containsExactly(WorkloadDigest.of(task("one")));
  }

  @Test
  void anotherTaskIsAnotherJobAndOneThatSomebodyDeletedIsMadeAnew() {
    // Given
    apply(1, task("one"));
    String first = job().getMetadata().getName();
    // When
    apply(1, task("two"));
    Stage.await("the first is gone", SOON, () -> jobs().size() == 1);
    // Then
    Job second = job();
    assertThat(second.getMetadata().getName()).isNotEqualTo(first);
    Stage.await(
        "only the second is shown",
        SOON,
        () -> observed().equals(List.of(WorkloadDigest.of(task("two")))));
    // When
    stage.changed.clear();
    cluster.client().resource(second).delete();
    Stage.await("it isn't shown", SOON, () -> observed().isEmpty());
    Stage.await("Ridgeway is told", SOON, () -> stage.changed.contains(stage.network));
    apply(1, task("two"));
    // Then
    assertThat(job().getMetadata().getUid()).isNotEqualTo(second.getMetadata().getUid());
    // When
    apply(1);
    Stage.await("all of it is gone", SOON, () -> jobs().isEmpty() && observed().isEmpty());
    assertThat(stage.names()).noneMatch(n -> n.contains("task-"));
  }

  @Test
  void whoIsOvertakenWhileItWritesStartsNoTask() {
    // Given
    Deployment deployment =
        new Deployment(stage.network, stage.id, List.of(node(A))).running(List.of(task("one")));
    try (CloudAdapter newer = stage.another()) {
      // When, Then
      assertThatThrownBy(
              () ->
                  stage.adapter.apply(
                      deployment,
                      new Fence(1),
                      key -> {
                        newer.reserve(stage.network, A, PORTS, new Fence(2));
                        return new byte[32];
                      }))
          .isInstanceOf(AdapterException.FencedOff.class);
    }
    assertThat(stage.names()).anyMatch(n -> n.startsWith("StatefulSet/"));
    assertThat(jobs()).isEmpty();
  }

  /** Again while what was before is on its way out, as the reconciler does. */
  private void apply(long token, Task... tasks) {
    Stage.await(
        "it is applied",
        SOON,
        () -> {
          stage.apply(stage.network, token, List.of(tasks), node(A));
          return true;
        });
  }

  private List<String> observed() {
    return stage.observe().tasks().stream().map(t -> t.digest()).toList();
  }

  private Job job() {
    assertThat(jobs()).hasSize(1);
    return jobs().get(0);
  }

  private List<Job> jobs() {
    return cluster
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(stage.namespace)
        .withLabel(Labels.TASK)
        .list()
        .getItems();
  }
}
