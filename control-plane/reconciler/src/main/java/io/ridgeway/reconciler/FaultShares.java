package io.ridgeway.reconciler;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Divides each consensus group's fault budget among its city nodes.
 *
 * <p>City nodes can't ask each other before they take a member away, so what all of them may take
 * at once must be within the budget. It is dealt out one by one, in turn, to the city nodes that
 * hold most members first (by name where they hold the same), and to none more than it holds. The
 * same plan and placement have the same shares.
 */
final class FaultShares {
  private FaultShares() {}

  /** The group's share of each city node that holds one of its members; 0 where it has none. */
  static Map<CityNodeId, Integer> of(ConsensusGroup group, Map<NodeName, CityNodeId> nodes) {
    Map<CityNodeId, Long> held =
        group.members().stream()
            .map(nodes::get)
            .filter(Objects::nonNull)
            .collect(groupingBy(id -> id, TreeMap::new, counting()));
    List<CityNodeId> largestFirst =
        held.keySet().stream()
            .sorted(Comparator.<CityNodeId>comparingLong(id -> -held.getOrDefault(id, 0L)))
            .toList();
    Map<CityNodeId, Integer> shares = new TreeMap<>();
    largestFirst.forEach(id -> shares.put(id, 0));
    int left = group.faultBudget();
    while (left > 0) {
      int before = left;
      for (CityNodeId id : largestFirst) {
        int share = shares.getOrDefault(id, 0);
        if (left > 0 && share < held.getOrDefault(id, 0L)) {
          shares.put(id, share + 1);
          left--;
        }
      }
      if (left == before) {
        break;
      }
    }
    return shares;
  }

  /** The deployments with their shares; their workloads stay as they are. */
  static List<Deployment> over(
      List<Deployment> deployments, NetworkPlan plan, Map<NodeName, CityNodeId> nodes) {
    Map<CityNodeId, Map<String, Integer>> byCityNode = new HashMap<>();
    for (ConsensusGroup group : plan.groups()) {
      of(group, nodes)
          .forEach(
              (id, share) ->
                  byCityNode.computeIfAbsent(id, n -> new TreeMap<>()).put(group.name(), share));
    }
    return deployments.stream()
        .map(d -> d.sharing(byCityNode.getOrDefault(d.cityNode(), Map.of())))
        .toList();
  }
}
