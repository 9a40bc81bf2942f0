package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is made of a deployment, in the order in which it is written. */
final class Cluster {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Cluster() {}

  static List<HasMetadata> objects(ClusterSettings settings, Deployment deployment) {
    return objects(settings, deployment, Set.of());
  }

  /**
   * @param taken node ports that others have
   */
  static List<HasMetadata> objects(
      ClusterSettings settings, Deployment deployment, Set<Integer> taken) {
    Set<Integer> numbers = new HashSet<>(taken);
    Manifests manifests = new Manifests(settings);
    Deployment nodes = part(deployment, w -> w.code().isEmpty());
    Deployment code = part(deployment.running(List.of()), w -> w.code().isPresent());
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(manifests.namespace(deployment.network()));
    objects.addAll(objects(manifests, nodes, numbers));
    objects.addAll(manifests.workloads(nodes, code.workloads()));
    if (!code.workloads().isEmpty()) {
      objects.add(manifests.codeNamespace(deployment.network()));
      List<HasMetadata> apart = new ArrayList<>(objects(manifests, code, numbers));
      apart.addAll(manifests.workloadsApart(code));
      apart.forEach(o -> Manifests.apart(deployment.network(), o));
      objects.addAll(apart);
    }
    return objects;
  }

  private static Deployment part(Deployment whole, Predicate<Workload> which) {
    return whole.of(whole.workloads().stream().filter(which).toList());
  }

  private static List<HasMetadata> objects(
      Manifests manifests, Deployment deployment, Set<Integer> numbers) {
    List<HasMetadata> objects = new ArrayList<>(manifests.frame(deployment));
    for (Workload w : deployment.workloads()) {
      List<HasMetadata> services =
          manifests.services(deployment.network(), w.name(), w.ports(), List.of(), numbers);
      objects.addAll(services);
      numbers.addAll(nodePorts(of(Service.class, services)));
      objects.addAll(manifests.secretReferences(deployment, w));
    }
    for (Task task : deployment.tasks()) {
      manifests.secretReference(deployment, task).ifPresent(objects::add);
    }
    return objects;
  }

  static Set<Integer> nodePorts(Stream<Service> services) {
    return services
        .flatMap(service -> service.getSpec().getPorts().stream())
        .map(ServicePort::getNodePort)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  static <T> Stream<T> of(Class<T> kind, List<HasMetadata> objects) {
    return objects.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** What pods are made from. */
  static Stream<PodTemplateSpec> pods(List<HasMetadata> objects) {
    return Stream.concat(
        of(StatefulSet.class, objects).map(set -> set.getSpec().getTemplate()),
        of(Job.class, objects).map(job -> job.getSpec().getTemplate()));
  }

  static String yaml(HasMetadata object) {
    String yaml = SERIALIZATION.asYaml(object);
    return (yaml.startsWith("---\n") ? yaml : "---\n" + yaml).stripTrailing() + "\n";
  }
}
