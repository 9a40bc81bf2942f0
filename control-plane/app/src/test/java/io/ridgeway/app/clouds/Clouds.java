package io.ridgeway.app.clouds;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.cluster.OwnCluster;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** City nodes, each a Kubernetes of its own with real pods, side by side on this machine. */
final class Clouds {
  private static final String IMAGES =
      "[{name: goquorum, version: '22.7.4', image: 'quorumengineering/quorum:22.7.4'}]";

  private final RunningRidgeway ridgeway;
  private final Map<String, KubeCluster> clusters;
  private final List<String> registered = new ArrayList<>();

  private Clouds(RunningRidgeway ridgeway, Map<String, KubeCluster> clusters) {
    this.ridgeway = ridgeway;
    this.clusters = clusters;
  }

  /** Those of these names, up. */
  static Clouds up(RunningRidgeway ridgeway, String... names) {
    Map<String, CompletableFuture<KubeCluster>> starting = new TreeMap<>();
    for (String name : names) {
      starting.put(name, CompletableFuture.supplyAsync(() -> KubeCluster.withPods(name)));
    }
    Map<String, KubeCluster> clusters = new TreeMap<>();
    starting.forEach((name, cluster) -> clusters.put(name, cluster.join()));
    return new Clouds(ridgeway, clusters);
  }

  /** Ends those that are ours. */
  void down() {
    for (KubeCluster cluster : clusters.values()) {
      if (cluster instanceof OwnCluster own) {
        own.stop();
      }
    }
  }

  /** One that can be hurt: never one that somebody gave us. */
  OwnCluster own(String name) {
    return (OwnCluster) clusters.get(name);
  }

  KubernetesClient client(String name) {
    return clusters.get(name).client();
  }

  /** Makes all of them city nodes of the same names, with GoQuorum's image. */
  void register() {
    registerWith(IMAGES);
  }

  /**
   * Makes all of them city nodes of the same names.
   *
   * @param images YAML, as the adapter's setting {@code software} has it
   */
  void registerWith(String images) {
    clusters.forEach(
        (name, cluster) ->
            register(
                name,
                "kubernetes",
                Map.of(
                    "kubeconfig",
                    cluster.kubeconfig(),
                    "publicHost",
                    cluster.host(),
                    "allowTags",
                    "true",
                    "storageGib",
                    "100",
                    "volumeFiles",
                    "true",
                    "software",
                    images)));
  }

  /** Makes a place a city node. */
  void register(String id, String adapter, Map<String, String> configuration) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", id);
    body.put("city", "Hong Kong");
    body.put("country", "HK");
    body.put("provider", "test-clouds");
    body.put("adapter", adapter);
    body.put("maxTps", 100);
    body.put("configuration", configuration);
    ridgeway.operator().post("/ops/v1/city-nodes", body);
    registered.add(id);
  }

  /** Makes them city nodes no longer; no network may be left there. */
  void forget() {
    for (String id : registered) {
      ridgeway.operator().post("/ops/v1/city-nodes/" + id + "/disable", Map.of());
      ridgeway.operator().delete("/ops/v1/city-nodes/" + id);
    }
    registered.clear();
  }

  /** What is left at a cloud of a network: its namespace, and volumes that were in it. */
  List<String> left(String name, String network) {
    String namespace = "rw-" + network;
    List<String> left = new ArrayList<>();
    if (client(name).namespaces().withName(namespace).get() != null) {
      left.add(namespace);
    }
    client(name).persistentVolumes().list().getItems().stream()
        .filter(v -> v.getSpec().getClaimRef() != null)
        .filter(v -> namespace.equals(v.getSpec().getClaimRef().getNamespace()))
        .forEach(v -> left.add(v.getMetadata().getName()));
    return left;
  }
}
