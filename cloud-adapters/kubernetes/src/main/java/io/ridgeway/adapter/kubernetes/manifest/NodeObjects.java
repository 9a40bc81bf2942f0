package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.ridgeway.adapter.AdapterException.Undeclared;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of one node: its config maps, its claims, its stateful set of one pod; its secrets.
 *
 * @param stopped whether the node stands still
 * @param files those of the node, or of a sidecar of it
 */
record NodeObjects(
    ClusterSettings settings,
    NetworkId network,
    Workload workload,
    boolean stopped,
    NodeFiles files) {
  /** What the API server takes, with room for what isn't content. */
  private static final int MAX_CONFIG_BYTES = 1_000_000;

  NodeObjects(ClusterSettings settings, NetworkId network, Workload workload, boolean stopped) {
    this(settings, network, workload, stopped, NodeFiles.of(workload));
  }

  List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(used());
    beside().forEach(sidecar -> objects.addAll(sidecar.used()));
    objects.add(statefulSet());
    return objects;
  }

  /** What its container uses. */
  private List<HasMetadata> used() {
    List<HasMetadata> used = new ArrayList<>();
    configMap().ifPresent(used::add);
    workload.volumes().forEach(volume -> used.add(claim(volume)));
    return used;
  }

  private List<NodeObjects> beside() {
    return workload.sidecars().stream()
        .map(
            s ->
                new NodeObjects(
                    settings, network, s.asWorkload(workload), stopped, NodeFiles.of(workload, s)))
        .toList();
  }

  /** The secrets of the node and of what is beside it, each with its content. */
  List<Secret> secrets(SecretContent content) {
    return Stream.concat(Stream.of(this), beside().stream())
        .flatMap(objects -> objects.secret(content).stream())
        .toList();
  }

  /** The same with references. */
  List<Secret> secretReferences() {
    return Stream.concat(Stream.of(this), beside().stream())
        .flatMap(objects -> objects.secretReference().stream())
        .toList();
  }

  Optional<Secret> secret(SecretContent content) {
    return emptySecret().map(secret -> secret.withData(data(content)).build());
  }

  Optional<Secret> secretReference() {
    Map<String, String> references = new TreeMap<>();
    for (SecretFile file : workload.secrets()) {
      String reference = "ridgeway-key://" + file.key() + "?format=" + file.format();
      references.put(file.name(), file.shown(reference, files::fill));
    }
    return emptySecret().map(secret -> secret.withStringData(references).build());
  }

  private Optional<SecretBuilder> emptySecret() {
    return files
        .secretName()
        .map(
            name ->
                new SecretBuilder()
                    .withMetadata(metadata(name))
                    .withType("Opaque")
                    .withImmutable(true));
  }

  private Map<String, String> data(SecretContent content) {
    Map<String, String> data = new TreeMap<>();
    for (SecretFile file : workload.secrets()) {
      byte[] value = content.of(file);
      byte[] whole = file.content(value, files::fill);
      try {
        data.put(file.name(), Base64.getEncoder().encodeToString(whole));
      } finally {
        Arrays.fill(value, (byte) 0);
        Arrays.fill(whole, (byte) 0);
      }
    }
    return data;
  }

  Optional<ConfigMap> configMap() {
    Map<String, String> texts = files.texts();
    int bytes =
        texts.values().stream().mapToInt(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
    if (bytes > MAX_CONFIG_BYTES) {
      throw new Undeclared(
          "The configuration files of "
              + workload.name()
              + " have "
              + bytes
              + " bytes; a Kubernetes city node takes "
              + MAX_CONFIG_BYTES
              + ": make them smaller.");
    }
    return files
        .configMapName()
        .map(
            name ->
                new ConfigMapBuilder()
                    .withMetadata(metadata(name))
                    .withImmutable(true)
                    .withData(files.keyed(texts))
                    .build());
  }

  /** A claim of our own, not a template's: so it can grow, and goes when its node goes. */
  private PersistentVolumeClaim claim(Volume volume) {
    return new PersistentVolumeClaimBuilder()
        .withMetadata(metadata(files.claimName(volume)))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(settings.storageClass().orElse(null))
        .withNewResources()
        .addToRequests("storage", new Quantity(volume.sizeGib() + "Gi"))
        .endResources()
        .endSpec()
        .build();
  }

  private StatefulSet statefulSet() {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(Labels.DIGEST, WorkloadDigest.of(workload));
    annotations.putAll(Exceptions.ofImages());
    return new StatefulSetBuilder()
        .withMetadata(metadata(workload.name().value()))
        .editMetadata()
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withReplicas(stopped ? 0 : 1)
        .withServiceName(Frame.HEADLESS)
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withRevisionHistoryLimit(2)
        .withNewSelector()
        .withMatchLabels(Labels.selector(network, workload.name()))
        .endSelector()
        .withTemplate(new NodePod(settings, network, workload).template())
        .endSpec()
        .build();
  }

  private ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(Names.namespace(network))
        .withLabels(Labels.of(settings.cityNode(), network, workload))
        .build();
  }
}
