package io.ridgeway.reconciler;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells which nodes that run must stay as they are for now.
 *
 * <p>A change takes a voter away for a while. City nodes know nothing of each other, so the voters
 * of a group are counted here, wherever they are: as many that run are changed as the group's fault
 * budget leaves beside those that are away already; one at least, where none is. Those that don't
 * run are changed at once: that takes nothing from the ledger, and may be what brings them back, so
 * no voter waits for another that waits for it. Who is only joining isn't missed. Who was changed a
 * moment ago is away until the ledger hears it again.
 *
 * <p>Those that don't vote are changed one after the other as well, so that applications find some
 * of them all the time; one of them that is lost holds no other up.
 *
 * @param returned whether one that runs can be counted on again
 */
record Turns(
    NetworkPlan plan,
    List<Deployment> deployments,
    Sights sights,
    Function<Deployment, Map<NodeName, String>> digests,
    Predicate<ObservedWorkload> returned) {
  /** What else stands for a digest is an adapter's mark for something that must be put right. */
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** The nodes whose change must wait. */
  Set<NodeName> left() {
    Set<NodeName> left = new HashSet<>();
    for (ConsensusGroup group : plan.groups()) {
      left.addAll(
          left(w -> w.consensusGroup().equals(Optional.of(group.name())), group.faultBudget()));
    }
    left.addAll(left(w -> w.consensusGroup().isEmpty(), 1));
    return left;
  }

  private List<NodeName> left(Predicate<Workload> which, int budget) {
    Count count = count(which);
    List<NodeName> changed = count.changed();
    return changed.subList(Math.min(count.may(budget), changed.size()), changed.size());
  }

  /** How many more of a group's voters may be changed now, beside those that are to be already. */
  int free(ConsensusGroup group) {
    Count count = count(w -> w.consensusGroup().equals(Optional.of(group.name())));
    return Math.max(0, count.may(group.faultBudget()) - count.changed().size());
  }

  /** Whether that node runs and can be counted on: to restart another one takes nothing away. */
  boolean counts(NodeName node) {
    return deployments.stream()
        .flatMap(d -> d.workloads().stream().flatMap(w -> running(d, w).stream()))
        .anyMatch(running -> running.name().equals(node) && returned.test(running));
  }

  /** Those that run and are to be changed, beside those that can't be counted on. */
  private record Count(int away, List<NodeName> changed) {
    int may(int budget) {
      return Math.max(0, Math.max(1, budget) - away);
    }
  }

  private Count count(Predicate<Workload> which) {
    Set<NodeName> joining = plan.names(n -> n.standing() == Standing.JOINING);
    int away = 0;
    List<NodeName> changed = new ArrayList<>();
    for (Deployment deployment : deployments) {
      for (Workload node : deployment.workloads()) {
        if (which.test(node) && !joining.contains(node.name())) {
          Optional<ObservedWorkload> running = running(deployment, node);
          if (running.isEmpty()) {
            away += node.consensusGroup().isPresent() || isStarting(deployment, node) ? 1 : 0;
          } else if (isChanged(deployment, running.get())) {
            changed.add(node.name());
          } else if (!returned.test(running.get())) {
            away++;
          }
        }
      }
    }
    return new Count(away, changed);
  }

  private boolean isStarting(Deployment deployment, Workload workload) {
    return sights
        .find(deployment.cityNode(), workload.name())
        .filter(o -> o.phase() == Phase.STARTING)
        .isPresent();
  }

  private boolean isChanged(Deployment deployment, ObservedWorkload running) {
    return !running.digest().equals(digests.apply(deployment).get(running.name()));
  }

  private Optional<ObservedWorkload> running(Deployment deployment, Workload workload) {
    return sights
        .find(deployment.cityNode(), workload.name())
        .filter(o -> o.phase() == Phase.RUNNING)
        .filter(o -> DIGEST.matcher(o.digest()).matches());
  }
}
