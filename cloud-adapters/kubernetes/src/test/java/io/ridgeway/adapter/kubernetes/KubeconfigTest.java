package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
  private static final String TOKEN = "5ec2e7-t0ken";
  private static final String GOOD = "server: https://10.0.0.1:6443";

  @TempDir private Path directory;

  @Test
  void readsTheCurrentContext() {
    // When
    Config config = Kubeconfig.read(kubeconfig(GOOD, "token: " + TOKEN), false, false);
    // Then
    assertThat(config.getMasterUrl()).startsWith("https://10.0.0.1:6443");
    assertThat(config.getOauthToken()).isEqualTo(TOKEN);
    assertThat(config.isTrustCerts()).isFalse();
    assertThat(config.getAutoConfigure()).isFalse();
  }

  @Test
  void aProgramIsRefusedAndNotRun() throws IOException {
    // Given
    Path trace = directory.resolve("was-run");
    Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\ntouch " + trace);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String text =
        kubeconfig(
            GOOD,
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: '" + program + "'}");
    // When, Then
    assertThatThrownBy(() -> Kubeconfig.read(text, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exec")
        .hasMessageContaining("allowExec");
    assertThat(trace).doesNotExist();
  }

  @Test
  void aSignInProviderIsRefused() {
    assertThatThrownBy(
            () -> Kubeconfig.read(kubeconfig(GOOD, "auth-provider: {name: oidc}"), false, false))
        .hasMessageContaining("auth-provider");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server: https://10.0.0.1:6443\n    insecure-skip-tls-verify: true",
        "server: http://10.0.0.1:8080"
      })
  void whatCanBeReadOnTheWayIsRefusedUnlessAllowed(String cluster) {
    String text = kubeconfig(cluster, "token: " + TOKEN);
    // When, Then
    assertThatThrownBy(() -> Kubeconfig.read(text, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowInsecure")
        .hasMessageNotContaining(TOKEN);
    assertThat(Kubeconfig.read(text, false, true).getOauthToken()).isEqualTo(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"client-certificate: /etc/passwd", "client-key: /k", "tokenFile: /etc/shadow"})
  void filesAreNotOpened(String user) {
    assertThatThrownBy(() -> Kubeconfig.read(kubeconfig(GOOD, user), true, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--flatten");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "just text", "{", "a: [b\n" + TOKEN, "apiVersion: v1"})
  void whatIsNoKubeconfigIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> Kubeconfig.read(text, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the kubeconfig")
        .hasMessageNotContaining(TOKEN)
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "server: ''", "server: 'not an address'", "server: ftp://x"})
  void aServerThatIsNoAddressIsRefused(String cluster) {
    String text = kubeconfig(cluster.isEmpty() ? "x: y" : cluster, "token: " + TOKEN);
    assertThatThrownBy(() -> Kubeconfig.read(text, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(TOKEN);
  }

  private static String kubeconfig(String cluster, String user) {
    return """
        apiVersion: v1
        kind: Config
        current-context: there
        clusters:
        - name: other
          cluster: {server: "https://elsewhere"}
        - name: c
          cluster:
            %s
        users:
        - name: u
          user:
            %s
        contexts:
        - name: there
          context: {cluster: c, user: u}
        """
        .formatted(cluster, user);
  }
}
