package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes of a deployment what is to be written, with the notes by which it is found again. */
final class Rendering {
  private final Manifests manifests;
  private final KubernetesSerialization json;

  /** By workloads that somebody still has: what is asked for again needn't be rendered again. */
  private final Map<Workload, Made> digests = Collections.synchronizedMap(new WeakHashMap<>());

  /** A workload's digest in a network; equal ones of two networks are rare, and take turns. */
  private record Made(NetworkId network, String digest) {}

  Rendering(Manifests manifests, KubernetesSerialization json) {
    this.manifests = manifests;
    this.json = json;
  }

  /**
   * All members of a network's namespaces. Throws before anything is written for what can't be.
   *
   * @param spaces what is in which namespace
   * @param live the network's services as they are
   * @param taken node ports of others
   * @param secrets asked for a secret only when it must be written
   */
  List<Wanted> members(Spaces spaces, List<Service> live, Set<Integer> taken, Secrets secrets) {
    List<Wanted> wanted = new ArrayList<>();
    Deployment nodes = spaces.nodes();
    Deployment code = spaces.code();
    wanted.addAll(
        members(
            nodes, manifests.workloads(nodes, code.workloads()), o -> {}, live, taken, secrets));
    if (spaces.hasCode()) {
      wanted.addAll(
          members(
              code,
              manifests.workloadsApart(code),
              o -> Manifests.apart(code.network(), o),
              live,
              taken,
              secrets));
    }
    return wanted;
  }

  private List<Wanted> members(
      Deployment deployment,
      List<HasMetadata> rest,
      Consumer<HasMetadata> place,
      List<Service> live,
      Set<Integer> taken,
      Secrets secrets) {
    List<Wanted> wanted = new ArrayList<>();
    manifests.frame(deployment).forEach(o -> wanted.add(wanted(placed(o, place))));
    for (Workload workload : deployment.workloads()) {
      manifests
          .services(deployment.network(), workload.name(), workload.ports(), live, taken)
          .forEach(o -> wanted.add(wanted(placed(o, place))));
      for (Secret reference : manifests.secretReferences(deployment, workload)) {
        String name = reference.getMetadata().getName();
        wanted.add(
            secret(
                placed(reference, place),
                () ->
                    secrets.of(workload).stream()
                        .filter(s -> s.getMetadata().getName().equals(name))
                        .findFirst()
                        .map(s -> placed(s, place))));
      }
    }
    for (Task task : deployment.tasks()) {
      manifests
          .secretReference(deployment, task)
          .ifPresent(r -> wanted.add(secret(r, () -> secrets.of(task))));
    }
    rest.forEach(place);
    Map<String, String> volumes = volumes(rest);
    Map<String, String> digests = new HashMap<>();
    deployment
        .workloads()
        .forEach(w -> digests.put(w.name().value(), digest(deployment.network(), w)));
    for (HasMetadata object : rest) {
      if (object instanceof StatefulSet set) {
        note(set, deployment, volumes);
        set.getMetadata()
            .getAnnotations()
            .put(Notes.APPLIED, digests.getOrDefault(set.getMetadata().getName(), ""));
      }
      wanted.add(wanted(object));
    }
    return wanted;
  }

  private static <T extends HasMetadata> T placed(T object, Consumer<HasMetadata> place) {
    place.accept(object);
    return object;
  }

  /** Where the content of secrets comes from. */
  interface Secrets {
    /** Its own and its sidecars'. */
    List<Secret> of(Workload workload);

    Optional<Secret> of(Task task);
  }

  /** References in place of content. */
  Secrets references(Deployment deployment) {
    return new Secrets() {
      @Override
      public List<Secret> of(Workload workload) {
        return manifests.secretReferences(deployment, workload);
      }

      @Override
      public Optional<Secret> of(Task task) {
        return manifests.secretReference(deployment, task);
      }
    };
  }

  private void note(StatefulSet set, Deployment deployment, Map<String, String> volumes) {
    String name = set.getMetadata().getName();
    Map<String, String> notes = new HashMap<>(set.getMetadata().getAnnotations());
    deployment.workloads().stream()
        .filter(w -> w.name().value().equals(name))
        .forEach(w -> notes.put(Notes.PORTS, NotedPorts.text(w.ports())));
    notes.put(Notes.VOLUMES, volumes.getOrDefault(name, ""));
    // A change that isn't of the pod's template must not cost the pod a restart.
    PodTemplateSpec template = set.getSpec().getTemplate();
    String digest = digest(template);
    notes.put(Labels.DIGEST, digest);
    Map<String, String> podNotes = new HashMap<>(template.getMetadata().getAnnotations());
    podNotes.put(Labels.DIGEST, digest);
    template.getMetadata().setAnnotations(podNotes);
    set.getMetadata().setAnnotations(notes);
  }

  /** The workload's, with what the settings make of it. It is asked for in every pass. */
  String digest(NetworkId network, Workload workload) {
    Made known = digests.get(workload);
    if (known == null || !known.network.equals(network)) {
      known = new Made(network, made(network, workload));
      digests.put(workload, known);
    }
    return known.digest;
  }

  private String made(NetworkId network, Workload workload) {
    return WorkloadDigest.of(
        workload,
        Digests.json(json.convertValue(manifests.node(network, workload), List.class))
            + manifests.surroundings());
  }

  /** By node: {@code validator-1.data=10,…}. */
  private static Map<String, String> volumes(List<HasMetadata> objects) {
    return objects.stream()
        .filter(PersistentVolumeClaim.class::isInstance)
        .collect(
            Collectors.groupingBy(
                o -> o.getMetadata().getLabels().getOrDefault(Labels.NODE, ""),
                Collectors.mapping(
                    o ->
                        o.getMetadata().getName()
                            + "="
                            + Claims.of((PersistentVolumeClaim) o).wantsGib(),
                    Collectors.joining(","))));
  }

  /** One of the network's namespaces, with what of {@code members} is in it. */
  Wanted namespace(NetworkId network, String name, Members members) {
    Namespace namespace =
        name.equals(Manifests.namespaceName(network))
            ? manifests.namespace(network)
            : manifests.codeNamespace(network);
    namespace
        .getMetadata()
        .setAnnotations(new HashMap<>(Map.of(Notes.MEMBERS, members.in(name).text())));
    return wanted(namespace);
  }

  /** Which keys it holds, and its labels, are told by the references as well as by the values. */
  private Wanted secret(Secret reference, Supplier<Optional<Secret>> content) {
    Wanted like = wanted(reference);
    String manifest = like.manifest();
    return new Wanted(
        like.key(), like.node(), manifest, () -> noted(content.get().orElseThrow(), manifest));
  }

  Wanted wanted(HasMetadata object) {
    // Which node port a service got isn't ours to say: the digest is the same before and after.
    HasMetadata said = object instanceof Service service ? withoutNodePorts(service) : object;
    String manifest = digest(said);
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    return new Wanted(
        Key.of(Kind.of(object), object),
        Optional.ofNullable(labels.get(Labels.NODE)).map(NodeName::new),
        manifest,
        () -> noted(object, manifest));
  }

  private String digest(Object object) {
    return Digests.ofJson(json.convertValue(object, Object.class));
  }

  private static HasMetadata withoutNodePorts(Service service) {
    Service copy = new ServiceBuilder(service).build();
    copy.getSpec().getPorts().forEach(p -> p.setNodePort(null));
    return copy;
  }

  private static HasMetadata noted(HasMetadata object, String manifest) {
    Map<String, String> notes =
        new HashMap<>(Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of()));
    notes.put(Notes.MANIFEST, manifest);
    object.getMetadata().setAnnotations(notes);
    return object;
  }
}
