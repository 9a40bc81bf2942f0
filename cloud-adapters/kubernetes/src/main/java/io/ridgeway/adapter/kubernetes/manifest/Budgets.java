package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.ridgeway.model.deploy.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many pods an eviction may take at once: of a consensus group, this city node's share of its
 * fault budget; of a role that doesn't vote, one. No pod is under two budgets: none would let it
 * go.
 */
record Budgets(ClusterSettings settings, Deployment deployment) {

  List<HasMetadata> objects() {
    List<HasMetadata> budgets = new ArrayList<>();
    groups()
        .forEach(
            (group, members) ->
                budgets.add(
                    budget(
                        "group." + Names.label(group),
                        new LabelSelectorBuilder()
                            .withMatchLabels(Labels.selector(deployment.network()))
                            .addToMatchLabels(Labels.GROUP, Names.labelValue(group)),
                        members,
                        deployment.mayBeAway().getOrDefault(group, 0),
                        "IfHealthyBudget")));
    roles()
        .forEach(
            (role, members) ->
                budgets.add(
                    budget(
                        "role." + Names.label(role),
                        new LabelSelectorBuilder()
                            .withMatchLabels(Labels.selector(deployment.network()))
                            .addToMatchLabels(Labels.ROLE, Names.labelValue(role))
                            .addNewMatchExpression()
                            .withKey(Labels.GROUP)
                            .withOperator("DoesNotExist")
                            .endMatchExpression(),
                        members,
                        1,
                        "AlwaysAllow")));
    return budgets;
  }

  /**
   * A count of those that must stay, not of those that may go: Kubernetes reckons the latter from
   * the pods that it sees, and forgets one that is just being made anew.
   */
  private PodDisruptionBudget budget(
      String name, LabelSelectorBuilder pods, long members, int mayBeAway, String unhealthy) {
    var spec =
        new PodDisruptionBudgetBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(Names.namespace(deployment.network()))
            .withLabels(Labels.of(settings.cityNode(), deployment.network()))
            .endMetadata()
            .withNewSpec()
            .withSelector(pods.build())
            .withUnhealthyPodEvictionPolicy(unhealthy);
    return (mayBeAway == 0 || members <= mayBeAway
            ? spec.withMaxUnavailable(new IntOrString(mayBeAway))
            : spec.withMinAvailable(new IntOrString((int) members - mayBeAway)))
        .endSpec()
        .build();
  }

  private Map<String, Long> groups() {
    return deployment.workloads().stream()
        .flatMap(workload -> workload.consensusGroup().stream())
        .collect(Collectors.groupingBy(group -> group, TreeMap::new, Collectors.counting()));
  }

  private Map<String, Long> roles() {
    return deployment.workloads().stream()
        .filter(workload -> workload.consensusGroup().isEmpty())
        .collect(
            Collectors.groupingBy(
                workload -> workload.role(), TreeMap::new, Collectors.counting()));
  }
}
