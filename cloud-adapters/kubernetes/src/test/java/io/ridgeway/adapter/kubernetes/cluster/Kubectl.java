package io.ridgeway.adapter.kubernetes.cluster;

import io.ridgeway.model.NetworkId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** kubectl, as somebody would use it who keeps manifests elsewhere. */
public final class Kubectl implements AutoCloseable {
  private static final Pattern NAMESPACE = Pattern.compile("(?m)^  namespace: \"?([a-z0-9-]+)");

  private final KubeCluster cluster;
  private final Path program =
      Path.of(System.getenv().getOrDefault("RIDGEWAY_KUBE", "")).resolve("kube");
  private final Path folder;

  /** For that cluster. */
  public Kubectl(KubeCluster cluster) {
    this.cluster = cluster;
    try {
      this.folder = Files.createTempDirectory("kubectl");
      Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Discovery is cached, as it is for whoever uses it daily.
    idle();
  }

  /**
   * Applies manifests of a network as if they were another's, and takes them away again.
   *
   * @return how many seconds the application took
   */
  public double apply(String yaml) {
    var found = NAMESPACE.matcher(yaml);
    if (!found.find()) {
      throw new IllegalStateException("no namespace in: " + yaml);
    }
    String namespace = "kubectl-" + NetworkId.next();
    String others =
        yaml.replace(found.group(1), namespace)
            .replaceAll("(managed-by: \"?)ridgeway", "$1kubectl")
            // Those that the network has are taken, by the network.
            .replaceAll("(?m)^ +nodePort: .*\n", "");
    try {
      Path file = Files.writeString(folder.resolve("network.yaml"), others);
      double seconds = run("apply", "--server-side", "-f", file.toString());
      cluster.client().namespaces().withName(namespace).delete();
      return seconds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many seconds go by before it writes anything. */
  public double idle() {
    return run("get", "namespace", "default", "-o", "name");
  }

  private double run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "kubectl",
                "--kubeconfig=" + folder.resolve("kubeconfig"),
                "--cache-dir=" + folder.resolve("cache")));
    command.addAll(List.of(arguments));
    try {
      long begun = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(folder.resolve("out").toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
      if (process.waitFor() != 0) {
        String said = Files.readString(folder.resolve("err"));
        // Ridgeway asks again for what a new quota doesn't count yet. kubectl doesn't, and is given
        // the time that it saves.
        if (!said.contains("quota")) {
          throw new IllegalStateException("kubectl failed: " + said);
        }
      }
      return (System.nanoTime() - begun) / 1e9;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Kubectl::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
