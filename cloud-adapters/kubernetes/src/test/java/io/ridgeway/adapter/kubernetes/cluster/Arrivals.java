package io.ridgeway.adapter.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the last object of a network arrived at the API server, as a watch beside Ridgeway saw it.
 * Stateful sets are written last of all, at once; how many there will be is noted on the network's
 * namespace.
 */
public final class Arrivals implements AutoCloseable {
  private static final String NETWORK = "ridgeway.io/network";
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private final KubernetesClient client;
  private final Map<String, Map<String, Long>> seen = new ConcurrentHashMap<>();
  private final SharedIndexInformer<StatefulSet> sets;
  private int objects;

  /** From now on, in that cluster. */
  public Arrivals(KubeCluster cluster) {
    this.client = cluster.client();
    this.sets =
        client
            .apps()
            .statefulSets()
            .inAnyNamespace()
            .withLabel(NETWORK)
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(StatefulSet set) {
                    long now = System.nanoTime();
                    seen.computeIfAbsent(
                            set.getMetadata().getLabels().get(NETWORK),
                            n -> new ConcurrentHashMap<>())
                        .put(set.getMetadata().getName(), now);
                  }

                  @Override
                  public void onUpdate(StatefulSet before, StatefulSet set) {}

                  @Override
                  public void onDelete(StatefulSet set, boolean unseen) {}
                });
  }

  /** Waits for it; as {@link System#nanoTime()}. */
  public long lastOf(String network) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      Map<String, Long> sets = seen.getOrDefault(network, Map.of());
      if (!sets.isEmpty() && sets.size() == declared(network)) {
        return sets.values().stream().mapToLong(Long::longValue).max().orElseThrow();
      }
      pause();
    }
    throw new IllegalStateException("network " + network + " wasn't applied in time");
  }

  /** How many objects the last network had, its namespace too. */
  public int objects() {
    return objects;
  }

  private int declared(String network) {
    String[] members =
        client.namespaces().withLabel(NETWORK, network).list().getItems().stream()
            .map(n -> n.getMetadata().getAnnotations().getOrDefault("ridgeway.io/members", ""))
            .findFirst()
            .orElse("")
            .split(",");
    objects = members.length + 1;
    return (int) Arrays.stream(members).filter(m -> m.startsWith("StatefulSet/")).count();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    sets.stop();
  }
}
