package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Workload;
import java.util.List;

/** How the nodes of a group, or of a role that doesn't vote, are spread. */
final class Spreading {
  private static final String MACHINE = "kubernetes.io/hostname";
  private static final String ZONE = "topology.kubernetes.io/zone";

  private Spreading() {}

  static List<TopologySpreadConstraint> constraints(
      ClusterSettings settings, NetworkId network, Workload workload) {
    LabelSelector like =
        new LabelSelectorBuilder()
            .withMatchLabels(Labels.selector(network))
            .addToMatchLabels(
                workload.consensusGroup().isPresent() ? Labels.GROUP : Labels.ROLE,
                Names.labelValue(workload.consensusGroup().orElse(workload.role())))
            .build();
    boolean apart = settings.scheduling().apart() && workload.consensusGroup().isPresent();
    return List.of(constraint(ZONE, false, like), constraint(MACHINE, apart, like));
  }

  private static TopologySpreadConstraint constraint(
      String topology, boolean must, LabelSelector like) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey(topology)
        .withWhenUnsatisfiable(must ? "DoNotSchedule" : "ScheduleAnyway")
        .withLabelSelector(like)
        .build();
  }
}
