package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.conformance.TestCityNode;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.cluster.OwnCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Volumes that are declared larger. Nothing here makes a volume larger in the end: the cluster's
 * provisioner can't, so what is seen is what Kubernetes is asked.
 */
@ResourceLock(value = TestCityNode.ROOM, mode = ResourceAccessMode.READ)
class VolumesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String EXPANDABLE = "ridgeway-expandable";

  private final KubeCluster cluster = KubeCluster.withPods("cloud-a");
  private final Stage stage = new Stage(cluster.client(), cluster.kubeconfig());

  @AfterEach
  void close() {
    stage.close();
    cluster.client().storage().v1().storageClasses().withName(EXPANDABLE).delete();
  }

  @Test
  void whereTheClassLetsThemGrowTheClaimIsMadeLarger() {
    // Given
    StorageClass given = cluster.client().storage().v1().storageClasses().list().getItems().get(0);
    cluster
        .client()
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName(EXPANDABLE)
                .endMetadata()
                .withProvisioner(given.getProvisioner())
                .withAllowVolumeExpansion(true)
                .build())
        .create();
    stage.with("storageClass", EXPANDABLE);
    // When
    grow();
    // Then
    assertThat(asked()).isEqualTo("2Gi");
    Stage.await("it is said", PATIENCE, () -> message().contains("1 GiB of the declared 2"));
    assertThat(message()).contains("being made larger");
  }

  @Test
  void whereItDoesNotTheNodeSaysWhatToDo() {
    // When
    grow();
    // Then
    assertThat(asked()).isEqualTo("1Gi");
    Stage.await("it is said", PATIENCE, () -> message().contains("1 GiB of the declared 2"));
    assertThat(message()).contains("allowVolumeExpansion");
    assertThat(stage.isAsDeclared(node(A, "one", 2))).isTrue();
  }

  private void grow() {
    if (cluster instanceof OwnCluster own) {
      SampleImage.loadInto(own);
    }
    stage.open();
    stage.apply(1, node(A, "one", 1));
    Stage.await("it runs", PATIENCE, this::runs);
    stage.apply(2, node(A, "one", 2));
    Stage.await("it runs again", PATIENCE, this::runs);
  }

  private boolean runs() {
    return stage.observed(A).filter(w -> w.phase() == Phase.RUNNING).isPresent();
  }

  private String message() {
    return stage.observed(A).orElseThrow().message();
  }

  private String asked() {
    return stage
        .client
        .persistentVolumeClaims()
        .inNamespace(stage.namespace)
        .withName(A + ".data")
        .get()
        .getSpec()
        .getResources()
        .getRequests()
        .get("storage")
        .toString();
  }
}
