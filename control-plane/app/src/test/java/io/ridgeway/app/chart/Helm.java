package io.ridgeway.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The chart's tools as child processes: helm, kubeconform and kube-score, which {@code ./ridgeway
 * verify} builds and names in the environment.
 */
final class Helm {
  static final Path CHART = Path.of("../../helm/ridgeway").toAbsolutePath().normalize();
  private static final String KUBERNETES = "1.36.3";

  private Helm() {}

  /** What a tool did. */
  record Ran(int status, String output) {}

  /** The values that the chart is checked with: its defaults, and each file under {@code ci}. */
  static List<String> valuesFiles() {
    try (Stream<Path> files = Files.list(CHART.resolve("ci"))) {
      return Stream.concat(
              Stream.of("values.yaml"),
              files.map(f -> "ci/" + f.getFileName()).filter(f -> f.endsWith(".yaml")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ran lint(String values) {
    return run(
        tool("RIDGEWAY_HELM"),
        "lint",
        "--strict",
        "--kube-version",
        KUBERNETES,
        "-f",
        CHART.resolve(values).toString(),
        CHART.toString());
  }

  static Ran template(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                tool("RIDGEWAY_HELM"),
                "template",
                "rw",
                CHART.toString(),
                "--namespace",
                "ridgeway",
                "--kube-version",
                KUBERNETES));
    command.addAll(Arrays.asList(options));
    return run(command.toArray(String[]::new));
  }

  /** The manifests that these values give. */
  static String rendered(String values) {
    Ran ran = template("-f", CHART.resolve(values).toString());
    assertThat(ran.status()).as(ran.output()).isZero();
    return ran.output();
  }

  static Ran kubeconform(Path manifests) {
    return run(
        tool("RIDGEWAY_KUBECONFORM"),
        "-strict",
        "-summary",
        "-schema-location",
        tool("RIDGEWAY_KUBE_SCHEMAS") + "/{{.ResourceKind}}{{.KindSuffix}}.json",
        manifests.toString());
  }

  static Ran kubeScore(Path manifests) {
    return run(
        tool("RIDGEWAY_KUBE_SCORE"),
        "score",
        "--kubernetes-version",
        "v1.30",
        "--output-format",
        "ci",
        manifests.toString());
  }

  static String tool(String variable) {
    String path = System.getenv(variable);
    assertThat(path)
        .as("%s: ./ridgeway verify sets it to what tools/helm and tools/kubecheck build", variable)
        .isNotEmpty();
    return path;
  }

  static Ran run(String... command) {
    return fed("", command);
  }

  /** Runs it with that on its standard input. */
  static Ran fed(String input, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(900, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
      return new Ran(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
