package io.ridgeway.adapter.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenClusterTest {
  @TempDir private Path folder;

  @Test
  void takesTheContextThatIsCalledAsTheCluster() throws IOException {
    // When
    String kubeconfig = GivenCluster.inContext("cloud-b", files());
    // Then
    assertThat(Config.fromKubeconfig(kubeconfig).getMasterUrl()).contains("b.example");
  }

  @Test
  void takesTheCurrentContextOfTheFirstFileWhenNoneIsCalledSo() throws IOException {
    // When
    String kubeconfig = GivenCluster.inContext("api-only", files());
    // Then
    assertThat(Config.fromKubeconfig(kubeconfig).getMasterUrl()).contains("a.example");
  }

  private String files() throws IOException {
    return file("cloud-a", "a.example") + File.pathSeparator + file("cloud-b", "b.example");
  }

  private Path file(String name, String host) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters: [{name: %1$s, cluster: {server: "https://%2$s"}}]
        users: [{name: admin, user: {token: none}}]
        contexts: [{name: %1$s, context: {cluster: %1$s, user: admin}}]
        """
            .formatted(name, host));
  }
}
