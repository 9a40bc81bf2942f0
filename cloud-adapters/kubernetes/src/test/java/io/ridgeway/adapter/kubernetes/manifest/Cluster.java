package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All that is made of a deployment, in the order in which it is written. */
final class Cluster {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Cluster() {}

  static List<HasMetadata> objects(ClusterSettings settings, Deployment deployment) {
    Manifests manifests = new Manifests(settings);
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(manifests.namespace(deployment.network()));
    objects.addAll(manifests.frame(deployment));
    for (Workload w : deployment.workloads()) {
      objects.addAll(
          manifests.services(deployment.network(), w.name(), w.ports(), List.of(), Set.of()));
      manifests.secretReference(deployment, w).ifPresent(objects::add);
    }
    objects.addAll(manifests.workloads(deployment));
    return objects;
  }

  static <T> Stream<T> of(Class<T> kind, List<HasMetadata> objects) {
    return objects.stream().filter(kind::isInstance).map(kind::cast);
  }

  static String yaml(HasMetadata object) {
    String yaml = SERIALIZATION.asYaml(object);
    return (yaml.startsWith("---\n") ? yaml : "---\n" + yaml).stripTrailing() + "\n";
  }
}
