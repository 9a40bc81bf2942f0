package io.ridgeway.adapter.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The cluster that {@code KUBECONFIG} names. It is somebody's: never stopped, cut or killed. */
final class GivenCluster implements KubeCluster {
  private static final String VARIABLE = "KUBECONFIG";
  private static final Map<String, GivenCluster> CLUSTERS = new ConcurrentHashMap<>();

  private final String kubeconfig;
  private final KubernetesClient client;

  private GivenCluster(String kubeconfig) {
    this.kubeconfig = kubeconfig;
    this.client = Administrator.of(kubeconfig);
  }

  static boolean isGiven() {
    String given = System.getenv(VARIABLE);
    return given != null && !given.isBlank();
  }

  static GivenCluster named(String name) {
    return CLUSTERS.computeIfAbsent(
        name, key -> new GivenCluster(inContext(key, System.getenv(VARIABLE))));
  }

  /** The first of the files that has such a context, or else the first with its current one. */
  static String inContext(String name, String files) {
    List<String> texts =
        List.of(files.split(File.pathSeparator)).stream().map(GivenCluster::read).toList();
    for (String text : texts) {
      var config = Serialization.unmarshal(text, io.fabric8.kubernetes.api.model.Config.class);
      if (config.getContexts().stream().anyMatch(context -> name.equals(context.getName()))) {
        config.setCurrentContext(name);
        return Serialization.asYaml(config);
      }
    }
    return texts.get(0);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(VARIABLE + " names " + file + ", which can't be read", e);
    }
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
    List<NodeAddress> addresses =
        client.nodes().list().getItems().stream()
            .flatMap(node -> node.getStatus().getAddresses().stream())
            .toList();
    return List.of("ExternalIP", "InternalIP").stream()
        .flatMap(type -> addresses.stream().filter(address -> address.getType().equals(type)))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no node of the given cluster has an address"));
  }
}
