package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.ridgeway.model.deploy.Deployment;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private final Manifests manifests = new Manifests(Samples.settings(Samples.NODE_PORTS));

  @Test
  void boundsTheNetworkByItsNodesAndOneBeingReplaced() {
    // When
    ResourceQuota quota = only(ResourceQuota.class, two());

    // Then
    assertThat(texts(quota.getSpec().getHard()))
        .isEqualTo(
            Map.of(
                "pods", "3",
                "requests.cpu", "750m",
                "limits.cpu", "3",
                "requests.memory", "1536Mi",
                "limits.memory", "1536Mi",
                "persistentvolumeclaims", "3",
                "requests.storage", "30Gi"));
  }

  @Test
  void boundsEachContainerAndClaimByTheLargest() {
    // When
    LimitRange limits = only(LimitRange.class, two());

    // Then
    assertThat(limits.getSpec().getLimits())
        .extracting(l -> l.getType() + " " + texts(l.getMax()))
        .containsExactly("Container {cpu=1, memory=512Mi}", "PersistentVolumeClaim {storage=10Gi}");
  }

  @Test
  void countsWhatIsBesideANode() {
    // Given
    Deployment deployment = Samples.deployment(Samples.accompanied("observer", 1));

    // Then
    assertThat(texts(only(ResourceQuota.class, deployment).getSpec().getHard()))
        .containsEntry("pods", "2")
        .containsEntry("requests.cpu", "700m")
        .containsEntry("requests.memory", "3Gi")
        .containsEntry("persistentvolumeclaims", "4")
        .containsEntry("requests.storage", "30Gi");
    assertThat(only(LimitRange.class, deployment).getSpec().getLimits())
        .extracting(l -> l.getType() + " " + texts(l.getMax()))
        .containsExactly("Container {cpu=1, memory=1Gi}", "PersistentVolumeClaim {storage=10Gi}");
  }

  @Test
  void leavesNothingToAnEmptyDeployment() {
    // Given
    Deployment empty = Samples.deployment();

    // Then
    assertThat(texts(only(ResourceQuota.class, empty).getSpec().getHard()))
        .containsEntry("pods", "0");
    assertThat(Cluster.of(LimitRange.class, manifests.frame(empty))).isEmpty();
  }

  private static Deployment two() {
    return Samples.deployment(Samples.voter(1), Samples.observer(1));
  }

  private <T> T only(Class<T> kind, Deployment deployment) {
    List<T> found = Cluster.of(kind, manifests.frame(deployment)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Map<String, String> texts(Map<String, Quantity> quantities) {
    return quantities.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e -> e.getValue().toString(),
                (a, b) -> a,
                java.util.TreeMap::new));
  }
}
