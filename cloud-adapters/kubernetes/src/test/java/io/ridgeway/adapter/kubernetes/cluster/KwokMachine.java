package io.ridgeway.adapter.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * KWOK's machine in a cluster without machines: pods of Ridgeway's are put on it, and it says that
 * they run. Nothing runs. What {@code tools/kwok/build} prints is looked for in {@code
 * RIDGEWAY_KWOK}.
 */
public final class KwokMachine implements AutoCloseable {
  private static final Map<String, String> OURS =
      Map.of("app.kubernetes.io/managed-by", "ridgeway");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Of the stages that come with KWOK: machines are ready and say so, pods run at once. */
  private static final List<String> STAGES =
      List.of("node/fast", "node/heartbeat-with-lease", "pod/fast");

  private final KubernetesClient client;
  private final Path folder;
  private final Process kwok;

  private KwokMachine(KubeCluster cluster) throws IOException {
    this.client = cluster.client();
    this.folder = Files.createTempDirectory("kwok");
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
    try (InputStream machine =
        Files.newInputStream(KubeTool.scripts().resolveSibling("kwok/machine.yaml"))) {
      client.load(machine).serverSideApply();
    }
    List<String> built = System.getenv().getOrDefault("RIDGEWAY_KWOK", "").lines().toList();
    if (built.size() != 2) {
      throw new IllegalStateException("RIDGEWAY_KWOK isn't what tools/kwok/build printed");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                built.get(0),
                "--kubeconfig=" + kubeconfig,
                "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake"));
    for (Path stage : stages(Path.of(built.get(1)))) {
      command.add("--config=" + started(stage));
    }
    this.kwok =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(kwok::destroy));
  }

  /** Kubelets say of a container that runs that it has been started; KWOK's stage doesn't. */
  private Path started(Path stage) throws IOException {
    return Files.writeString(
        folder.resolve(stage.getFileName()),
        Files.readString(stage)
            .replaceFirst("(?m)^( +)ready: true$", "$1ready: true\n$1started: true"));
  }

  private static List<Path> stages(Path all) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : STAGES) {
      try (var found = Files.list(all.resolve(name))) {
        found
            .filter(f -> f.toString().endsWith(".yaml") && !f.endsWith("kustomization.yaml"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  /** In that cluster; it takes pods when this returns. */
  public static KwokMachine in(KubeCluster cluster) {
    try {
      KwokMachine machine = new KwokMachine(cluster);
      machine.await();
      return machine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await() throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!takesPods()) {
      if (!kwok.isAlive() || System.nanoTime() > end) {
        String log = Files.readString(folder.resolve("log"));
        close();
        throw new IllegalStateException("no machine of KWOK's: " + log);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Whether it is ready and a pod would come to it; a new policy is heeded after a moment. */
  private boolean takesPods() {
    var node = client.nodes().withName("kwok").get();
    boolean ready =
        node != null
            && node.getSpec().getTaints().isEmpty()
            && node.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    return ready && Objects.equals("kwok", wouldGoTo(pod()));
  }

  private static Pod pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("any")
        .withNamespace("default")
        .withLabels(OURS)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("any")
        .withImage("any")
        .endContainer()
        .endSpec()
        .build();
  }

  private String wouldGoTo(Pod pod) {
    try {
      return client.resource(pod).dryRun().create().getSpec().getNodeName();
    } catch (KubernetesClientException e) {
      return ""; // The namespace's account may not be there yet.
    }
  }

  /** Ends; its machine and the pods stay as they are. */
  @Override
  public void close() {
    kwok.destroy();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
