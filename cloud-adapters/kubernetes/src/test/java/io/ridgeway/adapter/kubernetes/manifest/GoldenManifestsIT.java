package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden files before the checkers of manifests: kubeconform and kube-score, which {@code
 * ./ridgeway verify} builds by {@code tools/kubecheck/build} and names in the environment.
 */
class GoldenManifestsIT {
  /** What kube-score may be told to overlook; the manifest itself says why. */
  private static final Set<String> EXCEPTIONS =
      Set.of(
          "container-image-pull-policy",
          "networkpolicy-targets-pod",
          "service-targets-pod",
          "service-type");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(GoldenClusters.FOLDER)) {
      return walk.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void areWhatKubernetesKnows(Path file) throws Exception {
    // When
    Ran ran =
        run(
            tool("RIDGEWAY_KUBECONFORM"),
            "-strict",
            "-summary",
            "-schema-location",
            tool("RIDGEWAY_KUBE_SCHEMAS") + "/{{.ResourceKind}}{{.KindSuffix}}.json",
            "-schema-location",
            "src/test/resources/schemas/{{.ResourceKind}}{{.KindSuffix}}.json",
            file.toString());

    // Then
    assertThat(ran.status()).as(ran.output()).isZero();
    assertThat(ran.output()).contains("Invalid: 0, Errors: 0, Skipped: 0");
  }

  @ParameterizedTest
  @MethodSource("files")
  void haveNoFinding(Path file) throws Exception {
    // When
    Ran ran =
        run(
            tool("RIDGEWAY_KUBE_SCORE"),
            "score",
            "--kubernetes-version",
            "v1.30",
            "--enable-optional-test",
            "container-seccomp-profile",
            "--output-format",
            "ci",
            file.toString());

    // Then
    assertThat(ran.status()).as(ran.output()).isZero();
    assertThat(ran.output().lines())
        .hasSizeGreaterThan(20)
        .allMatch(line -> line.startsWith("[OK]") || line.startsWith("[SKIPPED]"));
  }

  @Test
  void explainEachExceptionWhereItIsMade() {
    // Given
    List<Map<String, String>> made = new ArrayList<>();
    for (List<HasMetadata> objects : GoldenClusters.all().values()) {
      objects.stream()
          .map(o -> o.getMetadata().getAnnotations())
          .filter(a -> a != null && a.containsKey("kube-score/ignore"))
          .forEach(made::add);
    }

    // Then
    assertThat(made)
        .isNotEmpty()
        .allSatisfy(
            annotations -> {
              assertThat(EXCEPTIONS)
                  .containsAll(Arrays.asList(annotations.get("kube-score/ignore").split(",")));
              assertThat(annotations.get("ridgeway.io/why-ignored")).isNotBlank();
            });
  }

  private record Ran(int status, String output) {}

  private static Ran run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  private static String tool(String variable) {
    String path = System.getenv(variable);
    assertThat(path)
        .as("%s: ./ridgeway verify sets it to what tools/kubecheck/build makes", variable)
        .isNotEmpty();
    return path;
  }
}
