package io.ridgeway.reconciler.place;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Deals nodes out to sites.
 *
 * <p>It looks for the smallest excess over the fault budgets with which all fit, so the law of site
 * loss (no excess) is tried first. For one excess it deals each node to the site with room that has
 * the fewest of its kind; among equals to the one with the fewest nodes, then to where it costs
 * least, then to the one that was preferred. That is exact where the members of a group need the
 * same, which is the usual case; where nodes of several sizes compete for room, the largest are
 * dealt first in a second attempt. Who leaves keeps its place and counts for nothing.
 */
final class Spread {
  private final NetworkPlan plan;
  private final List<Site> sites;
  private final int excess;
  private final Costs costs;
  private final Map<CityNodeId, Resources> used = new HashMap<>();
  private final Map<NodeName, CityNodeId> nodes = new TreeMap<>();

  private Spread(NetworkPlan plan, Map<NodeName, CityNodeId> placed, List<Site> sites, int excess) {
    this.plan = plan;
    this.sites = sites;
    this.excess = excess;
    this.costs = new Costs(sites);
    plan.nodes().stream()
        .map(PlannedNode::name)
        .filter(placed::containsKey)
        .forEach(name -> nodes.put(name, Objects.requireNonNull(placed.get(name))));
  }

  /** Every node's place; empty if they don't fit. */
  static Optional<Map<NodeName, CityNodeId>> over(
      NetworkPlan plan, Map<NodeName, CityNodeId> placed, List<Site> sites) {
    int most = plan.groups().stream().mapToInt(g -> g.members().size()).max().orElse(0);
    for (int excess = 0; excess <= most; excess++) {
      for (List<PlannedNode> order : orders(plan)) {
        Spread spread = new Spread(plan, placed, sites, excess);
        if (order.stream()
            .filter(node -> !placed.containsKey(node.name()))
            .allMatch(spread::deal)) {
          return Optional.of(spread.nodes);
        }
      }
    }
    return Optional.empty();
  }

  private static List<List<PlannedNode>> orders(NetworkPlan plan) {
    List<PlannedNode> votersFirst = new ArrayList<>(plan.nodes());
    votersFirst.sort(Comparator.comparing(n -> n.group().isEmpty()));
    List<PlannedNode> largestFirst = new ArrayList<>(votersFirst);
    largestFirst.sort(Comparator.comparing(PlannedNode::resources, Spread::bySize).reversed());
    return List.of(votersFirst, largestFirst);
  }

  private static int bySize(Resources a, Resources b) {
    return Comparator.comparingLong(Resources::memoryMib)
        .thenComparingLong(Resources::cpuMillis)
        .thenComparingLong(Resources::storageGib)
        .compare(a, b);
  }

  private boolean deal(PlannedNode node) {
    Optional<Site> site =
        sites.stream()
            .filter(s -> hasRoom(s, node) && mayHoldOneMore(s, node))
            .min(
                Comparator.comparingLong((Site s) -> kindred(s, node))
                    .thenComparingLong(this::held)
                    .thenComparing(s -> costs.of(s, node)));
    site.ifPresent(
        s -> {
          nodes.put(node.name(), s.id());
          used.merge(s.id(), node.resources(), Resources::plus);
        });
    return site.isPresent();
  }

  private boolean hasRoom(Site site, PlannedNode node) {
    return site.free().covers(used.getOrDefault(site.id(), Resources.NONE).plus(node.resources()));
  }

  private boolean mayHoldOneMore(Site site, PlannedNode node) {
    return node.group()
        .flatMap(this::group)
        .map(g -> kindred(site, node) < g.faultBudget() + excess)
        .orElse(true);
  }

  private Optional<ConsensusGroup> group(String name) {
    return plan.groups().stream().filter(g -> g.name().equals(name)).findFirst();
  }

  /** How many nodes there are of the same group, or else of the same role. */
  private long kindred(Site site, PlannedNode node) {
    return plan.nodes().stream()
        .filter(PlannedNode::stays)
        .filter(n -> site.id().equals(nodes.get(n.name())))
        .filter(
            n ->
                node.group().isPresent()
                    ? n.group().equals(node.group())
                    : n.group().isEmpty() && n.role().equals(node.role()))
        .count();
  }

  private long held(Site site) {
    return nodes.values().stream().filter(site.id()::equals).count();
  }
}
