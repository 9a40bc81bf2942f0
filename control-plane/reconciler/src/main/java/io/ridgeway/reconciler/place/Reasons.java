package io.ridgeway.reconciler.place;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says for people why the nodes are where they are. */
final class Reasons {
  private Reasons() {}

  static boolean survivesSiteLoss(NetworkPlan plan, Map<NodeName, CityNodeId> nodes) {
    return nodes.values().stream().distinct().count() > 1
        && plan.groups().stream()
            .allMatch(
                g ->
                    perSite(staying(plan, g), nodes).values().stream()
                        .allMatch(n -> n <= g.faultBudget()));
  }

  static List<String> of(
      NetworkPlan plan, Map<NodeName, CityNodeId> nodes, Software software, List<Site> sites) {
    List<String> reasons = new ArrayList<>();
    List<CityNodeId> used = nodes.values().stream().distinct().sorted().toList();
    if (used.size() == 1) {
      reasons.add(
          "All "
              + nodes.size()
              + " nodes are at "
              + used.get(0)
              + (sites.size() == 1
                  ? ", the only city node that was chosen."
                  : ": none of the other city nodes that were chosen can take them."));
    } else {
      Map<CityNodeId, Long> counts =
          nodes.values().stream().collect(groupingBy(id -> id, TreeMap::new, counting()));
      reasons.add("Nodes are spread as evenly as room permits: " + listed(counts) + ".");
    }
    if (sites.stream().filter(s -> s.usable() && s.cost().isPresent()).count() > 1) {
      reasons.add("Where that left a choice, what a node costs its operator there decided.");
    }
    for (Site site : sites) {
      if (!site.usable()) {
        reasons.add(site.id() + " holds none: " + site.problem());
      } else if (!site.software().contains(software)) {
        reasons.add(site.id() + " holds none: it doesn't have " + software + ".");
      }
    }
    plan.groups().forEach(g -> reasons.add(siteLoss(staying(plan, g), nodes)));
    return reasons;
  }

  /** The group as it will be once those who leave are gone. */
  private static ConsensusGroup staying(NetworkPlan plan, ConsensusGroup group) {
    Set<NodeName> leaving = plan.names(n -> !n.stays());
    return new ConsensusGroup(
        group.name(),
        group.members().stream().filter(m -> !leaving.contains(m)).toList(),
        group.faultBudget());
  }

  private static String siteLoss(ConsensusGroup group, Map<NodeName, CityNodeId> nodes) {
    Map<CityNodeId, Long> held = perSite(group, nodes);
    long most = held.values().stream().mapToLong(Long::longValue).max().orElse(0);
    String may = "group " + group.name() + " may lose " + group.faultBudget();
    return held.size() > 1 && most <= group.faultBudget()
        ? "Survives the loss of any one city node: "
            + may
            + " of its "
            + group.members().size()
            + " members, and none holds more than "
            + most
            + "."
        : "Survives no site loss: "
            + may
            + " of its "
            + group.members().size()
            + " members at once, and they are at: "
            + listed(held)
            + ".";
  }

  private static Map<CityNodeId, Long> perSite(
      ConsensusGroup group, Map<NodeName, CityNodeId> nodes) {
    return group.members().stream()
        .map(nodes::get)
        .collect(groupingBy(id -> id, TreeMap::new, counting()));
  }

  private static String listed(Map<CityNodeId, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(joining(", "));
  }
}
