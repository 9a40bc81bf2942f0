package io.ridgeway.reconciler;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells whose turn it is to change voters that run.
 *
 * <p>A city node restarts its own voters one after another, but knows nothing of the others: if all
 * were given a change at once, each would take a voter away, and the ledger would halt.
 */
record Turns(
    List<Deployment> deployments,
    Sights sights,
    Function<Deployment, Map<NodeName, String>> digests) {
  /** What else stands for a digest is an adapter's mark for something that must be put right. */
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Whether applying it restarts a voter that runs. Putting right what somebody edited doesn't. */
  boolean isNeeded(Deployment deployment) {
    return !changedGroups(deployment).isEmpty();
  }

  /** Whether all other city nodes' voters of the groups that it changes run. */
  boolean hasCome(Deployment deployment) {
    Set<Optional<String>> groups = changedGroups(deployment);
    return deployments.stream()
        .filter(d -> !d.cityNode().equals(deployment.cityNode()))
        .allMatch(
            d ->
                d.workloads().stream()
                    .filter(w -> groups.contains(w.consensusGroup()))
                    .allMatch(w -> running(d, w).isPresent()));
  }

  private Set<Optional<String>> changedGroups(Deployment deployment) {
    return deployment.workloads().stream()
        .filter(w -> w.consensusGroup().isPresent())
        .filter(
            w ->
                running(deployment, w)
                    .filter(o -> !o.digest().equals(digests.apply(deployment).get(w.name())))
                    .isPresent())
        .map(Workload::consensusGroup)
        .collect(Collectors.toSet());
  }

  private Optional<ObservedWorkload> running(Deployment deployment, Workload workload) {
    return sights
        .find(deployment.cityNode(), workload.name())
        .filter(o -> o.phase() == Phase.RUNNING)
        .filter(o -> DIGEST.matcher(o.digest()).matches());
  }
}
