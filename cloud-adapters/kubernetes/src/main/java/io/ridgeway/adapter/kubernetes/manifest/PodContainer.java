package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Workload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One container of a node's pod: the node's own, or that of a sidecar.
 *
 * @param workload what runs in it
 * @param files where that finds its files
 * @param volumes how the pod calls what it mounts
 * @param probing how it is asked whether it is well
 */
record PodContainer(
    ClusterSettings settings,
    Workload workload,
    NodeFiles files,
    PodVolumes volumes,
    Probing probing) {

  PodContainer(ClusterSettings settings, Workload workload) {
    this(
        settings,
        workload,
        NodeFiles.of(workload),
        new PodVolumes(NodeFiles.of(workload), ""),
        new Probing(workload, false));
  }

  /** That of a sidecar. */
  static PodContainer of(ClusterSettings settings, Workload owner, Sidecar sidecar) {
    NodeFiles files = NodeFiles.of(owner, sidecar);
    return new PodContainer(
        settings,
        files.workload(),
        files,
        new PodVolumes(files, NodePod.beside(sidecar) + "-"),
        new Probing(files.workload(), true));
  }

  /** The one that keeps running. */
  Container node(String name) {
    return container(name, workload.arguments())
        .withPorts(
            workload.ports().stream()
                .flatMap(port -> Transports.of(port).stream().map(t -> containerPort(port, t)))
                .toList())
        .withStartupProbe(probing.startup())
        .withLivenessProbe(probing.liveness())
        .withReadinessProbe(probing.readiness())
        .build();
  }

  /** One that ends. */
  Container run(String name, List<String> arguments) {
    return container(name, arguments).build();
  }

  private ContainerBuilder container(String name, List<String> arguments) {
    Image image = Images.of(settings, workload);
    return new ContainerBuilder()
        .withName(name)
        .withImage(image.reference())
        .withImagePullPolicy("IfNotPresent")
        .withCommand(image.command())
        .withArgs(files.fill(arguments))
        .withEnv(environment())
        .withResources(resources())
        .withSecurityContext(Hardening.container())
        .withVolumeMounts(volumes.mounts());
  }

  private static ContainerPort containerPort(Port port, String transport) {
    return new ContainerPortBuilder()
        .withName(Transports.portName(port, transport))
        .withContainerPort(port.number())
        .withProtocol(transport)
        .build();
  }

  private List<EnvVar> environment() {
    Map<String, String> variables = new TreeMap<>();
    // The user has no home of its own in the image, and couldn't write there.
    variables.put("HOME", PodVolumes.TMP);
    workload.environment().forEach((name, value) -> variables.put(name, files.fill(value)));
    return variables.entrySet().stream()
        .map(e -> new EnvVarBuilder().withName(e.getKey()).withValue(literal(e.getValue())).build())
        .toList();
  }

  /** Kubernetes reads {@code $(NAME)} in values as a reference; here there is none. */
  private static String literal(String value) {
    return value.replace("$(", "$$(");
  }

  private ResourceRequirements resources() {
    return new ResourceRequirementsBuilder()
        .withRequests(Sizes.requests(workload))
        .withLimits(Sizes.limits(settings, workload))
        .build();
  }
}
