package io.ridgeway.adapter.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cluster of ours: all that {@link KubeCluster} says, and it can be hurt. Tests that hurt one ask
 * for it here, whatever {@code KUBECONFIG} says. One that hurt it leaves it whole.
 */
public final class OwnCluster implements KubeCluster {
  private static final Map<String, OwnCluster> CLUSTERS = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> CLUSTERS.values().forEach(OwnCluster::stop)));
  }

  private final KubeTool tool;
  private final String kubeconfig;
  private final KubernetesClient client;

  private OwnCluster(KubeTool tool) {
    this.tool = tool;
    tool.down(); // what a run that was killed may have left
    this.kubeconfig = read(tool.up());
    this.client = Administrator.of(kubeconfig);
  }

  /** The one of this name without pods. */
  public static OwnCluster apiOnly(String name) {
    return CLUSTERS.computeIfAbsent(name, key -> new OwnCluster(new KubeTool(key, "--api-only")));
  }

  /** The one of this name with pods. */
  public static OwnCluster withPods(String name) {
    return CLUSTERS.computeIfAbsent(name, key -> new OwnCluster(new KubeTool(key)));
  }

  /** Cuts it off from everything, its API server from us too: packets are lost. */
  public void cut() {
    tool.run("link", "cut");
  }

  /** Undoes {@link #cut()}. */
  public void mend() {
    tool.run("link", "mend");
  }

  /** Cuts it off from one other cloud only. */
  public void cutFrom(OwnCluster other) {
    tool.run("link", "cut", other.host());
  }

  /** Undoes {@link #cutFrom}. */
  public void mendWith(OwnCluster other) {
    tool.run("link", "mend", other.host());
  }

  /** Ends all of it at once, as when the power goes. */
  public void kill() {
    tool.run("kill");
  }

  /** Brings it back after {@link #kill()}, with what it kept. */
  public void revive() {
    tool.up();
  }

  /** Brings further images in: docker-archives. */
  public void load(Path... archives) {
    for (Path archive : archives) {
      tool.run("load", archive.toAbsolutePath().toString());
    }
  }

  /** Ends it and all that it held but its logs. The next who asks for it gets a new one. */
  public void stop() {
    CLUSTERS.values().remove(this);
    client.close();
    tool.down();
  }

  @Override
  public String kubeconfig() {
    return kubeconfig;
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public String host() {
    return URI.create(client.getConfiguration().getMasterUrl()).getHost();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
