package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The budgets before the real controllers: pods that no machine runs, said to be ready. */
class EvictionIT {
  private static final int SECONDS = 180;

  /** Takes a refusal for an answer: usually a client asks ten times more, for half a minute. */
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(KubeCluster.apiOnly().client().getConfiguration())
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();

  private final NetworkId network = NetworkId.next();
  private final String namespace = Manifests.namespaceName(network);

  @AfterEach
  void removeNamespace() {
    client.namespaces().withName(namespace).delete();
    client.close();
  }

  @Test
  void takesNoMoreOfAGroupThanItsShare() {
    // Given
    ready(1);

    // When
    boolean first = pod("voter-1").evict();

    // Then
    assertThat(first).isTrue();
    assertThat(pod("voter-2").evict()).isFalse();
    // It came back, but isn't well yet.
    pod("voter-1").waitUntilCondition(p -> p != null && !gone(p), SECONDS, TimeUnit.SECONDS);
    assertThat(pod("voter-2").evict()).isFalse();
    assertThat(pod("voter-2").get()).isNotNull();
  }

  @Test
  void takesNoneOfAGroupWithoutAShareButOneThatDoesNotVote() {
    // Given
    ready(0);

    // When
    boolean observer = pod("observer-1").evict();

    // Then
    assertThat(observer).isTrue();
    assertThat(pod("voter-1").evict()).isFalse();
  }

  /** Four voters and an observer, all ready, as far as the controllers can tell. */
  private void ready(int share) {
    List<Workload> workloads =
        List.of(
            Samples.voter(1),
            Samples.voter(2),
            Samples.voter(3),
            Samples.voter(4),
            Samples.observer(1));
    for (HasMetadata object :
        Cluster.objects(
            Samples.settings(Samples.NODE_PORTS),
            new Deployment(network, Samples.CITY_NODE, workloads, Map.of("voters", share)))) {
      client.resource(object).fieldManager("ridgeway").serverSideApply();
    }
    for (Workload workload : workloads) {
      PodResource pod = pod(workload.name().value());
      pod.waitUntilCondition(Objects::nonNull, SECONDS, TimeUnit.SECONDS);
      pod.editStatus(EvictionIT::well);
    }
    budget("group.voters", share);
    budget("role.observer", 1);
  }

  private void budget(String name, int allowed) {
    client
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(namespace)
        .withName(name)
        .waitUntilCondition(
            b ->
                b.getStatus() != null
                    && b.getStatus().getDisruptionsAllowed() == allowed
                    && b.getStatus().getCurrentHealthy() == (name.startsWith("group") ? 4 : 1),
            SECONDS,
            TimeUnit.SECONDS);
  }

  private PodResource pod(String node) {
    return client.pods().inNamespace(namespace).withName(node + "-0");
  }

  private static boolean gone(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null
        || "Running".equals(pod.getStatus().getPhase());
  }

  private static Pod well(Pod pod) {
    return new PodBuilder(pod)
        .editOrNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }
}
