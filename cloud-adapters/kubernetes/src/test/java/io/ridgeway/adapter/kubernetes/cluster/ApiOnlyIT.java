package io.ridgeway.adapter.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

/** The cluster that most tests need: it keeps objects, and nothing runs. */
class ApiOnlyIT {
  @Test
  void keepsWhatIsApplied() {
    // Given
    KubernetesClient client = KubeCluster.apiOnly().client();
    ConfigMap wanted =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("kept")
            .withNamespace("default")
            .endMetadata()
            .addToData("colour", "green")
            .build();
    // When
    client.resource(wanted).forceConflicts().serverSideApply();
    // Then
    assertThat(client.resource(wanted).get().getData()).containsEntry("colour", "green");
    client.resource(wanted).delete();
  }

  @Test
  void itsControllersWork() {
    // Given
    KubernetesClient client = KubeCluster.apiOnly().client();
    // Then
    assertThat(client.serviceAccounts().inNamespace("default").withName("default").get())
        .isNotNull();
  }

  @Test
  void oursHasTheStorageClassOfCloudsWithPods() {
    // Given
    KubernetesClient client = OwnCluster.apiOnly("api-only").client();
    // Then
    assertThat(client.storage().v1().storageClasses().withName("host").get().getProvisioner())
        .isEqualTo("kubernetes.io/host-path");
  }

  @Test
  void itsKubeconfigRunsNoPluginAndPinsTheAuthority() {
    // When
    String kubeconfig = OwnCluster.apiOnly("api-only").kubeconfig();
    // Then
    assertThat(kubeconfig)
        .contains("certificate-authority-data", "\"token\"")
        .doesNotContain("exec", "insecure-skip-tls-verify");
  }

  @Test
  void nothingRunsAfterItsEnd() {
    // Given
    OwnCluster cluster = OwnCluster.apiOnly("short");
    assertThat(running("short")).isEqualTo(3);
    // When
    cluster.stop();
    // Then
    assertThat(running("short")).isZero();
  }

  /**
   * Processes that say the cluster's directory in their arguments; one that waits for us does too.
   */
  private static long running(String name) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains("/kube ") && line.contains("target/kube/" + name + "-"))
        .count();
  }
}
