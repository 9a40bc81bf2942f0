package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of one task: its config map, its job; its secret. The pod is hardened as a node's. It
 * bears no label of a node, so that no service, budget or stateful set takes it for one.
 *
 * <p>A job is named by the task's digest and never changed: what it was made with stays, whatever
 * settings become, and who deletes it by hand has the task run anew.
 */
record TaskObjects(ClusterSettings settings, Deployment deployment, Task task) {
  /** The API server's name for where a scratch volume is. */
  private static final String SCRATCH = "volume-" + Task.SCRATCH;

  /** The name of a task's job, which is another one for any other content. */
  static String jobName(Task task) {
    return task.nodeName() + "-" + WorkloadDigest.of(task).substring(0, 10);
  }

  List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    node().configMap().ifPresent(map -> objects.add(ours(map)));
    objects.add(job());
    return objects;
  }

  Optional<Secret> secret(SecretContent content) {
    return node().secret(content).map(this::ours);
  }

  Optional<Secret> secretReference() {
    return node().secretReference().map(this::ours);
  }

  private Job job() {
    Map<String, String> annotations = new TreeMap<>(Exceptions.ofImages());
    annotations.put(Labels.DIGEST, WorkloadDigest.of(task));
    return new JobBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withName(jobName(task))
                .withNamespace(Names.namespace(deployment.network()))
                .withLabels(labels())
                .withAnnotations(annotations)
                .build())
        .withNewSpec()
        .withParallelism(1)
        .withCompletions(1)
        .withBackoffLimit(task.attempts() - 1)
        .withActiveDeadlineSeconds(task.deadline().toSeconds())
        .withTemplate(template())
        .endSpec()
        .build();
  }

  private PodTemplateSpec template() {
    PodTemplateSpec template = pod().template();
    template.getMetadata().setLabels(labels());
    template.getMetadata().setAnnotations(Map.of(Labels.DIGEST, WorkloadDigest.of(task)));
    PodSpec spec = template.getSpec();
    spec.setRestartPolicy("Never");
    spec.setTopologySpreadConstraints(List.of());
    task.node()
        .filter(node -> !deployment.stopped().contains(node))
        .ifPresent(node -> spec.setAffinity(beside(node)));
    spec.setVolumes(spec.getVolumes().stream().map(this::scratch).toList());
    // The end of the output then stands in the pod's status, and needn't be asked for.
    spec.getContainers().get(0).setTerminationMessagePolicy("FallbackToLogsOnError");
    Sizes.scratch(spec.getContainers().get(0).getResources(), task.resources().storageGib());
    return template;
  }

  /**
   * Most volumes can be used on one machine at a time: the one on which the node runs. Those of a
   * node that stands still are free, and are brought to whatever machine they can be used on.
   */
  private Affinity beside(NodeName node) {
    return new AffinityBuilder()
        .withNewPodAffinity()
        .addNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withTopologyKey("kubernetes.io/hostname")
        .withNewLabelSelector()
        .withMatchLabels(Labels.selector(deployment.network(), node))
        .endLabelSelector()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endPodAffinity()
        .build();
  }

  private Volume scratch(Volume volume) {
    return volume.getName().equals(SCRATCH)
        ? new VolumeBuilder()
            .withName(SCRATCH)
            .withNewEmptyDir()
            .withSizeLimit(new Quantity(task.resources().storageGib() + "Gi"))
            .endEmptyDir()
            .build()
        : volume;
  }

  private <T extends HasMetadata> T ours(T object) {
    object.getMetadata().setLabels(labels());
    return object;
  }

  private Map<String, String> labels() {
    return Labels.of(settings.cityNode(), deployment.network(), task);
  }

  private NodeObjects node() {
    return new NodeObjects(settings, deployment.network(), like(), false);
  }

  private NodePod pod() {
    return new NodePod(settings, deployment.network(), like(), task.node().orElse(task.nodeName()));
  }

  private Workload like() {
    return deployment.asWorkload(task);
  }
}
