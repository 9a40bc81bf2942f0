package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.place.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What the pods of a network may have together and each. Together: the sum of the nodes and tasks,
 * and the largest once more, since the pod of a node that goes may still be there when its
 * successor's comes.
 */
record Quotas(ClusterSettings settings, Deployment deployment) {

  List<HasMetadata> objects(ObjectMeta metadata) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        new ResourceQuotaBuilder()
            .withMetadata(metadata)
            .withNewSpec()
            .withHard(hard())
            .endSpec()
            .build());
    if (!pods().isEmpty()) {
      objects.add(limits(metadata));
    }
    return objects;
  }

  private Map<String, Quantity> hard() {
    Map<String, Quantity> hard = new TreeMap<>();
    hard.put("pods", count(together(w -> 1)));
    hard.put("requests.cpu", Sizes.cpu(together(w -> w.total().cpuMillis())));
    hard.put("limits.cpu", Sizes.cpu(together(w -> Sizes.cpuLimit(settings, w.total()))));
    hard.put("requests.memory", Sizes.memory(together(w -> w.total().memoryMib())));
    hard.put("limits.memory", Sizes.memory(together(w -> w.total().memoryMib())));
    hard.put("persistentvolumeclaims", count(claimed(w -> volumes(w).count())));
    hard.put("requests.storage", gib(claimed(Quotas::storageGib)));
    return hard;
  }

  private LimitRange limits(ObjectMeta metadata) {
    Map<String, Quantity> most = new TreeMap<>();
    most.put("cpu", Sizes.cpu(most(r -> Sizes.cpuLimit(settings, r))));
    most.put("memory", Sizes.memory(most(Resources::memoryMib)));
    LimitRangeBuilder limits =
        new LimitRangeBuilder()
            .withMetadata(metadata)
            .withNewSpec()
            .addNewLimit()
            .withType("Container")
            .withMax(most)
            .withDefault(most)
            .withDefaultRequest(most)
            .endLimit()
            .endSpec();
    long volume =
        deployment.workloads().stream()
            .flatMap(Quotas::volumes)
            .mapToLong(Volume::sizeGib)
            .max()
            .orElse(0);
    if (volume > 0) {
      limits
          .editSpec()
          .addNewLimit()
          .withType("PersistentVolumeClaim")
          .withMax(Map.of("storage", gib(volume)))
          .endLimit()
          .endSpec();
    }
    return limits.build();
  }

  private long together(ToLongFunction<Workload> size) {
    return pods().stream().mapToLong(size).sum() + largest(size);
  }

  /** Of what nodes claim; a task has its scratch from the machine. */
  private long claimed(ToLongFunction<Workload> size) {
    LongSummaryStatistics sizes =
        deployment.workloads().stream().mapToLong(size).summaryStatistics();
    return sizes.getCount() == 0 ? 0 : sizes.getSum() + sizes.getMax();
  }

  private long largest(ToLongFunction<Workload> size) {
    return pods().stream().mapToLong(size).max().orElse(0);
  }

  /** Of what one container asks for. */
  private long most(ToLongFunction<Resources> size) {
    return pods().stream()
        .flatMap(
            w ->
                Stream.concat(
                    Stream.of(w.resources()), w.sidecars().stream().map(Sidecar::resources)))
        .mapToLong(size)
        .max()
        .orElse(0);
  }

  /** The nodes, and the tasks, which have one pod at a time. */
  private List<Workload> pods() {
    return Stream.concat(
            deployment.workloads().stream(),
            deployment.tasks().stream().map(t -> t.asWorkload(List.of())))
        .toList();
  }

  private static long storageGib(Workload workload) {
    return volumes(workload).mapToLong(Volume::sizeGib).sum();
  }

  private static Stream<Volume> volumes(Workload workload) {
    return Stream.concat(
        workload.volumes().stream(),
        workload.sidecars().stream().flatMap(s -> s.volumes().stream()));
  }

  private static Quantity count(long number) {
    return new Quantity(Long.toString(number));
  }

  private static Quantity gib(long gib) {
    return new Quantity(gib + "Gi");
  }
}
