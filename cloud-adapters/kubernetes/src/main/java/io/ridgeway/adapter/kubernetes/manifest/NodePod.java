package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pod of one node, which Pod Security {@code restricted} admits.
 *
 * @param owner whose volumes it uses
 */
record NodePod(ClusterSettings settings, NetworkId network, Workload workload, NodeName owner) {
  static final String CONTAINER = "node";

  /** Long enough to write a ledger's caches to disk. */
  private static final long STOP_SECONDS = 120;

  private static final String TMP = "/tmp";

  NodePod(ClusterSettings settings, NetworkId network, Workload workload) {
    this(settings, network, workload, workload.name());
  }

  PodTemplateSpec template() {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Labels.of(settings.cityNode(), network, workload))
        .addToAnnotations(Labels.DIGEST, WorkloadDigest.of(workload))
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(Frame.SERVICE_ACCOUNT)
        .withAutomountServiceAccountToken(false)
        // Without it every service of the namespace would become variables that a program may read
        // as its own settings.
        .withEnableServiceLinks(false)
        .withRuntimeClassName(TenantImages.sandbox(settings, workload).orElse(null))
        .withTerminationGracePeriodSeconds(STOP_SECONDS)
        .withSecurityContext(Hardening.pod())
        .withNodeSelector(settings.scheduling().nodeSelector())
        .withTolerations(settings.scheduling().tolerations())
        .withTopologySpreadConstraints(Spreading.constraints(settings, network, workload))
        .withInitContainers(prepareRuns())
        .withContainers(node())
        .withVolumes(volumes())
        .endSpec()
        .build();
  }

  private List<Container> prepareRuns() {
    List<Container> runs = new ArrayList<>();
    for (List<String> arguments : workload.prepare()) {
      runs.add(container("prepare-" + (runs.size() + 1), arguments).build());
    }
    return runs;
  }

  private Container node() {
    Probing probing = new Probing(workload);
    return container(CONTAINER, workload.arguments())
        .withPorts(
            workload.ports().stream()
                .flatMap(port -> Transports.of(port).stream().map(t -> containerPort(port, t)))
                .toList())
        .withStartupProbe(probing.startup())
        .withLivenessProbe(probing.liveness())
        .withReadinessProbe(probing.readiness())
        .build();
  }

  private ContainerBuilder container(String name, List<String> arguments) {
    Image image = Images.of(settings, workload);
    return new ContainerBuilder()
        .withName(name)
        .withImage(image.reference())
        .withImagePullPolicy("IfNotPresent")
        .withCommand(image.command())
        .withArgs(files().fill(arguments))
        .withEnv(environment())
        .withResources(resources())
        .withSecurityContext(Hardening.container())
        .withVolumeMounts(mounts());
  }

  private static io.fabric8.kubernetes.api.model.ContainerPort containerPort(
      Port port, String transport) {
    return new ContainerPortBuilder()
        .withName(Transports.portName(port, transport))
        .withContainerPort(port.number())
        .withProtocol(transport)
        .build();
  }

  private List<EnvVar> environment() {
    Map<String, String> variables = new TreeMap<>();
    // The user has no home of its own in the image, and couldn't write there.
    variables.put("HOME", TMP);
    workload.environment().forEach((name, value) -> variables.put(name, files().fill(value)));
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

  private List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(new VolumeMountBuilder().withName("tmp").withMountPath(TMP).build());
    files().configMapName().ifPresent(name -> mounts.add(readOnly("files", NodeFiles.FILES)));
    files().secretName().ifPresent(name -> mounts.add(readOnly("secrets", NodeFiles.SECRETS)));
    workload
        .volumes()
        .forEach(
            volume ->
                mounts.add(
                    new VolumeMountBuilder()
                        .withName(volumeName(volume))
                        .withMountPath(NodeFiles.VOLUMES + volume.name())
                        .build()));
    return mounts;
  }

  private static VolumeMount readOnly(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true).build();
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName("tmp")
            .withNewEmptyDir()
            .withSizeLimit(new Quantity(Sizes.TMP_MIB + "Mi"))
            .endEmptyDir()
            .build());
    files()
        .configMapName()
        .ifPresent(
            name ->
                volumes.add(
                    new VolumeBuilder()
                        .withName("files")
                        .withNewConfigMap()
                        .withName(name)
                        .withItems(files().items())
                        .withDefaultMode(Hardening.READABLE_BY_GROUP)
                        .endConfigMap()
                        .build()));
    files()
        .secretName()
        .ifPresent(
            name ->
                volumes.add(
                    new VolumeBuilder()
                        .withName("secrets")
                        .withNewSecret()
                        .withSecretName(name)
                        .withDefaultMode(Hardening.READABLE_BY_GROUP)
                        .endSecret()
                        .build()));
    workload
        .volumes()
        .forEach(
            volume ->
                volumes.add(
                    new VolumeBuilder()
                        .withName(volumeName(volume))
                        .withNewPersistentVolumeClaim()
                        .withClaimName(NodeFiles.claimName(owner, volume))
                        .endPersistentVolumeClaim()
                        .build()));
    return volumes;
  }

  private static String volumeName(io.ridgeway.model.deploy.Volume volume) {
    return "volume-" + Names.label(volume.name());
  }

  private NodeFiles files() {
    return NodeFiles.of(workload);
  }
}
