package io.ridgeway.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart on a real API server, in a namespace that enforces Pod Security's {@code restricted}:
 * what it installs is taken, changed, taken back and removed. Controllers make the pods; nothing
 * runs them here, so the hooks, which are pods, are left out.
 */
class ChartInstallIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DIRECTORY = Path.of("target", "kube", "chart").toAbsolutePath();
  private static final String KINDS =
      "deployments,statefulsets,services,configmaps,serviceaccounts,networkpolicies,"
          + "poddisruptionbudgets,horizontalpodautoscalers,jobs,pods";
  private static String kubeconfig;

  static List<String> values() {
    return Helm.valuesFiles();
  }

  @BeforeAll
  static void start() {
    String pid = String.valueOf(ProcessHandle.current().pid());
    Helm.Ran up = tool("up", "--api-only", "--for", pid);
    assertThat(up.status()).as(up.output()).isZero();
    kubeconfig = DIRECTORY.resolve("kubeconfig").toString();
    good(
        Helm.fed(
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: ridgeway
              labels: {pod-security.kubernetes.io/enforce: restricted}
            ---
            apiVersion: scheduling.k8s.io/v1
            kind: PriorityClass
            metadata: {name: important}
            value: 1000
            """,
            kubectl("apply", "-f", "-")));
  }

  @AfterAll
  static void stop() {
    assertThat(tool("down", "--wipe").status()).isZero();
  }

  @Test
  void isInstalledUpgradedRolledBackAndUninstalled() {
    // When
    helm("install", "rw", Helm.CHART.toString(), "--no-hooks");

    // Then
    RunningRidgeway.await("seven pods are made", () -> pods() == 7);

    // When
    helm(
        "upgrade",
        "rw",
        Helm.CHART.toString(),
        "--no-hooks",
        "--set",
        "roles.portal.replicas=3,roles.gateway.autoscaling.enabled=true");

    // Then
    assertThat(find("deployment/rw-portal", "{.spec.replicas}")).isEqualTo("3");
    assertThat(find("hpa/rw-gateway", "{.spec.maxReplicas}")).isEqualTo("6");

    // When
    helm("rollback", "rw", "1", "--no-hooks");

    // Then
    assertThat(find("deployment/rw-portal", "{.spec.replicas}")).isEqualTo("2");
    assertThat(Helm.run(kubectl("-n", "ridgeway", "get", "hpa/rw-gateway")).status()).isNotZero();

    // When
    helm("uninstall", "rw", "--no-hooks");

    // Then
    RunningRidgeway.await(
        "nothing is left",
        () ->
            good(Helm.run(
                    kubectl(
                        "-n",
                        "ridgeway",
                        "get",
                        KINDS,
                        "-l",
                        "app.kubernetes.io/instance=rw",
                        "-o",
                        "name")))
                .isBlank());
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyPodIsAdmittedWhereRestrictedIsEnforced(String values) throws IOException {
    for (Manifests.Pod pod : Manifests.of(values).pods()) {
      assertThat(good(create(pod, false))).contains("created");
    }
  }

  @Test
  void thatIsEnforcedHere() throws IOException {
    // When
    Helm.Ran ran = create(Manifests.of("values.yaml").pod("rw-portal"), true);

    // Then
    assertThat(ran.status()).isNotZero();
    assertThat(ran.output())
        .contains("violates PodSecurity \"restricted")
        .contains("host namespaces");
  }

  /** Asks the API server to make it, and not to keep it. */
  private static Helm.Ran create(Manifests.Pod pod, boolean onTheHostsNetwork) throws IOException {
    ObjectNode spec = pod.spec().deepCopy();
    spec.put("serviceAccountName", "default");
    if (onTheHostsNetwork) {
      spec.put("hostNetwork", true);
    }
    // A StatefulSet's claim is a volume of its pods only once it is made.
    for (JsonNode mount : pod.container().path("volumeMounts")) {
      String name = mount.path("name").asText();
      if (spec.path("volumes").findValuesAsText("name").stream().noneMatch(name::equals)) {
        ObjectNode volume = spec.withArray("volumes").addObject().put("name", name);
        volume.putObject("persistentVolumeClaim").put("claimName", name);
      }
    }
    ObjectNode manifest = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    manifest.putObject("metadata").put("name", "dry");
    manifest.set("spec", spec);
    return Helm.fed(
        JSON.writeValueAsString(manifest),
        kubectl("-n", "ridgeway", "create", "--dry-run=server", "-f", "-"));
  }

  private static long pods() {
    return good(Helm.run(kubectl("-n", "ridgeway", "get", "pods", "-o", "name"))).lines().count();
  }

  private static String find(String object, String path) {
    return good(Helm.run(kubectl("-n", "ridgeway", "get", object, "-o", "jsonpath=" + path)));
  }

  private static void helm(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Helm.tool("RIDGEWAY_HELM")));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--namespace", "ridgeway", "--kubeconfig", kubeconfig));
    good(Helm.run(command.toArray(String[]::new)));
  }

  private static String[] kubectl(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Helm.tool("RIDGEWAY_KUBE") + "/kube",
                "kubectl",
                "--kubeconfig=" + kubeconfig,
                "--cache-dir=" + DIRECTORY.resolve("kubectl")));
    command.addAll(Arrays.asList(arguments));
    return command.toArray(String[]::new);
  }

  private static Helm.Ran tool(String script, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("../../tools/kube", script).toAbsolutePath().normalize().toString());
    command.add("chart");
    command.addAll(Arrays.asList(flags));
    command.addAll(List.of("--dir", DIRECTORY.toString()));
    return Helm.run(command.toArray(String[]::new));
  }

  private static String good(Helm.Ran ran) {
    assertThat(ran.status()).as(ran.output()).isZero();
    return ran.output();
  }
}
