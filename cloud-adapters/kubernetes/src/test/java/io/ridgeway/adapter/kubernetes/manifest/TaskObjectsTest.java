package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskObjectsTest {
  private final ClusterSettings settings = Samples.settings(Samples.NODE_PORTS);
  private final Deployment deployment =
      Samples.deployment(Samples.observer(1)).running(List.of(Samples.backup(), Samples.packing()));
  private final List<HasMetadata> objects = Cluster.objects(settings, deployment);

  @Test
  void aJobTriesAsOftenAndAsLongAsTheTaskMayAndStaysWhenItHasEnded() {
    assertThat(job("backup").getSpec())
        .satisfies(
            spec -> {
              assertThat(spec.getBackoffLimit()).isEqualTo(2);
              assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(1_800);
              assertThat(spec.getTtlSecondsAfterFinished()).isNull();
              assertThat(spec.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
            });
  }

  @Test
  void anythingOtherIsAnotherJobButASettingIsNot() {
    // Given
    Task other = Samples.backup(2);
    ClusterSettings moved =
        ClusterSettings.of(
            Samples.CITY_NODE,
            Map.of(Samples.SOFTWARE, new Image("elsewhere.example/ledger:1.0" + Samples.DIGEST)),
            Samples.NODE_PORTS);
    // Then
    assertThat(TaskObjects.jobName(other)).isNotEqualTo(TaskObjects.jobName(Samples.backup()));
    assertThat(names(Cluster.objects(moved, deployment))).isEqualTo(names(objects));
  }

  @Test
  void aPodSharesItsNodesVolumesOnTheSameMachine() {
    // When
    PodSpec pod = job("backup").getSpec().getTemplate().getSpec();
    // Then
    assertThat(pod.getVolumes())
        .filteredOn(v -> v.getPersistentVolumeClaim() != null)
        .extracting(v -> v.getPersistentVolumeClaim().getClaimName())
        .containsExactly("observer-1.data");
    assertThat(
            pod.getAffinity()
                .getPodAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .get(0)
                .getLabelSelector()
                .getMatchLabels())
        .isEqualTo(Labels.selector(Samples.NETWORK, Samples.observer(1).name()));
  }

  @Test
  void theVolumesOfANodeThatStandsStillAreWhereTheyCanBe() {
    // When
    List<HasMetadata> still = Cluster.objects(settings, deployment.standingStill());
    PodSpec pod = job(still, "backup").getSpec().getTemplate().getSpec();
    // Then no pod is waited for that isn't there
    assertThat(pod.getAffinity()).isNull();
    assertThat(pod.getVolumes())
        .filteredOn(v -> v.getPersistentVolumeClaim() != null)
        .extracting(v -> v.getPersistentVolumeClaim().getClaimName())
        .containsExactly("observer-1.data");
  }

  @Test
  void scratchIsOfTheMachineAndCounted() {
    // When
    PodSpec pod = job("packing").getSpec().getTemplate().getSpec();
    // Then
    assertThat(pod.getAffinity()).isNull();
    assertThat(pod.getVolumes())
        .filteredOn(v -> v.getName().equals("volume-scratch"))
        .singleElement()
        .satisfies(v -> assertThat(v.getEmptyDir().getSizeLimit()).hasToString("2Gi"));
    assertThat(pod.getContainers().get(0).getResources().getLimits().get("ephemeral-storage"))
        .hasToString("2560Mi");
  }

  @Test
  void noTaskIsTakenForANodeAndEachHasItsPolicyAndRoom() {
    assertThat(Cluster.of(Job.class, objects))
        .hasSize(2)
        .allSatisfy(
            job ->
                assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                    .containsKey(Labels.TASK)
                    .doesNotContainKeys(Labels.NODE, Labels.ROLE, Labels.GROUP));
    assertThat(Cluster.of(NetworkPolicy.class, objects))
        .filteredOn(p -> p.getMetadata().getName().startsWith("task-"))
        .hasSize(2)
        .allSatisfy(
            policy -> {
              assertThat(policy.getSpec().getIngress()).isEmpty();
              assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                  .containsKey(Labels.TASK);
            });
    // Three pods, and the largest once more.
    assertThat(Cluster.of(ResourceQuota.class, objects))
        .singleElement()
        .satisfies(
            q -> {
              assertThat(q.getSpec().getHard().get("pods")).hasToString("4");
              assertThat(q.getSpec().getHard().get("requests.cpu")).hasToString("1450m");
              assertThat(q.getSpec().getHard().get("persistentvolumeclaims")).hasToString("2");
            });
  }

  private Job job(String task) {
    return job(objects, task);
  }

  private static Job job(List<HasMetadata> objects, String task) {
    return Cluster.of(Job.class, objects)
        .filter(j -> task.equals(j.getMetadata().getLabels().get(Labels.TASK)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<HasMetadata> objects) {
    return objects.stream().map(o -> o.getKind() + "/" + o.getMetadata().getName()).toList();
  }
}
