package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;

/**
 * The pod of one node, which Pod Security {@code restricted} admits.
 *
 * @param owner whose volumes it uses
 */
record NodePod(ClusterSettings settings, NetworkId network, Workload workload, NodeName owner) {
  static final String CONTAINER = "node";

  /** Long enough to write a ledger's caches to disk. */
  private static final long STOP_SECONDS = 120;

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
        .withContainers(containers())
        .withVolumes(volumes())
        .endSpec()
        .build();
  }

  private List<Container> prepareRuns() {
    List<Container> runs = new ArrayList<>();
    for (List<String> arguments : workload.prepare()) {
      runs.add(new PodContainer(settings, workload).run("prepare-" + (runs.size() + 1), arguments));
    }
    return runs;
  }

  private List<Container> containers() {
    List<Container> containers = new ArrayList<>();
    containers.add(new PodContainer(settings, workload).node(CONTAINER));
    workload
        .sidecars()
        .forEach(s -> containers.add(PodContainer.of(settings, workload, s).node(beside(s))));
    return containers;
  }

  /**
   * What a sidecar's container is called, and what the names of its volumes in the pod begin with.
   */
  static String beside(Sidecar sidecar) {
    return "with-" + sidecar.name();
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>(new PodVolumes(NodeFiles.of(workload), "").of(owner));
    workload
        .sidecars()
        .forEach(
            s ->
                volumes.addAll(
                    new PodVolumes(NodeFiles.of(workload, s), beside(s) + "-").ofItsOwn()));
    return volumes;
  }
}
