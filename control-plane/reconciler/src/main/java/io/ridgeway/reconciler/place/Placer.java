package io.ridgeway.reconciler.place;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.reconciler.place.Placing.Impossible;
import io.ridgeway.reconciler.place.Placing.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Places a network's nodes at the city nodes that its tenant chose.
 *
 * <p>The laws, each one property of {@code PlacerPropertiesTest}:
 *
 * <ul>
 *   <li>No city node is given more than it has free, and none that lacks the software.
 *   <li>No city node holds more members of a consensus group than the group may lose, wherever room
 *       and the number of city nodes allow that.
 *   <li>Where they don't, the largest number of members at one city node is as small as it can be.
 *   <li>The same question gets the same answer.
 * </ul>
 */
public final class Placer {
  private Placer() {}

  /**
   * Places the plan.
   *
   * @param placed who has a place already, and keeps it
   * @param alternatives the software that can run it, best first
   * @param sites the chosen city nodes, in order of preference
   */
  public static Placing place(
      NetworkPlan plan,
      Map<NodeName, CityNodeId> placed,
      List<Software> alternatives,
      List<Site> sites) {
    List<Candidate> candidates = new ArrayList<>();
    for (Software software : alternatives) {
      List<Site> able =
          sites.stream().filter(s -> s.usable() && s.software().contains(software)).toList();
      Optional<Map<NodeName, CityNodeId>> spread = Spread.over(plan, placed, able);
      spread.ifPresent(
          nodes ->
              candidates.add(
                  new Candidate(
                      software,
                      nodes,
                      able.size() == sites.size(),
                      Reasons.survivesSiteLoss(plan, nodes))));
    }
    // Sorting is stable: among equals the pack's order decides.
    return candidates.stream()
        .min(
            Comparator.comparing((Candidate c) -> !c.everywhere)
                .thenComparing(c -> !c.survivesSiteLoss))
        .<Placing>map(best -> best.placed(plan, sites))
        .orElseGet(() -> new Impossible(Shortage.of(without(plan, placed), alternatives, sites)));
  }

  private static NetworkPlan without(NetworkPlan plan, Map<NodeName, CityNodeId> placed) {
    return new NetworkPlan(
        plan.nodes().stream().filter(n -> !placed.containsKey(n.name())).toList(),
        plan.groups(),
        plan.identities());
  }

  /**
   * One way to do it.
   *
   * @param everywhere whether every chosen city node has the software
   */
  private record Candidate(
      Software software,
      Map<NodeName, CityNodeId> nodes,
      boolean everywhere,
      boolean survivesSiteLoss) {
    Placed placed(NetworkPlan plan, List<Site> sites) {
      return new Placed(
          new Placement(nodes, Reasons.of(plan, nodes, software, sites), survivesSiteLoss),
          software);
    }
  }
}
