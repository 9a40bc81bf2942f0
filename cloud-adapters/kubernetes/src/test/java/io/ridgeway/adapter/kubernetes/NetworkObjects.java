package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import java.util.List;

/** What a cluster has of a network, as it is seen beside any adapter. */
public record NetworkObjects(KubeCluster cluster) {
  /**
   * Kind and name of each object that bears the network's label, its pods and its fence too, sorted
   * and so that those of equal networks are equal: without the digests in names.
   */
  public List<String> of(NetworkId network) {
    try (Stage stage = new Stage(cluster.client(), "")) {
      return stage.objects(network).stream()
          .map(o -> o.getKind() + "/" + o.getMetadata().getName())
          .map(n -> n.replace(network.value(), "N").replaceAll("\\.[0-9a-f]{10}$", ".D"))
          .sorted()
          .toList();
    }
  }

  /** Takes all of it away, whatever became of its adapter. */
  public void remove(NetworkId network) {
    cluster.client().namespaces().withName(Manifests.namespaceName(network)).delete();
  }
}
