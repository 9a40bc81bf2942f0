package io.ridgeway.reconciler.place;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.util.Optional;
import java.util.Set;

/**
 * A city node as the placer sees it.
 *
 * @param free what nodes may take there
 * @param software what it can run
 * @param problem why nothing can be placed there now; empty if it can
 * @param cost what nodes cost there, if that is known
 */
public record Site(
    CityNodeId id,
    Resources free,
    Set<Software> software,
    String problem,
    Optional<UnitCost> cost) {
  /** Of unknown cost. */
  public Site(CityNodeId id, Resources free, Set<Software> software, String problem) {
    this(id, free, software, problem, Optional.empty());
  }

  public Site {
    software = Set.copyOf(software);
  }

  /** The city node as it was last heard, for a network that may be where {@code spec} says. */
  public static Site of(CityNodeEntry entry, NetworkSpec spec) {
    CityNodeId id = entry.node().id();
    if (entry.node().state() != CityNode.State.ACTIVE) {
      return closed(id, "City node " + id + " takes no new nodes; it is being emptied or is off.");
    }
    if (!spec.allows(entry.node().jurisdiction())) {
      return closed(
          id,
          "City node "
              + id
              + " is under the law of "
              + entry.node().jurisdiction()
              + ", which isn't one that was asked for.");
    }
    if (entry.heard().isEmpty()) {
      return closed(
          id, "City node " + id + " has not been heard yet; it is asked every few seconds.");
    }
    Heard heard = entry.heard().get();
    return new Site(
        id,
        heard.capacity().free(),
        heard.software(),
        heard.problem().isEmpty() ? "" : unheard(id),
        entry.cost());
  }

  /** What everybody is told of a city node that can't be heard; why is the operators' business. */
  public static String unheard(CityNodeId id) {
    return "City node " + id + " can't be heard now; it is tried again.";
  }

  /** The same city node, closed to nodes of networks that stay where they are. */
  public Site apart(CityNodeId home) {
    return id.equals(home) || !usable()
        ? this
        : closed(
            id,
            "City node "
                + id
                + " can't take nodes of this network: they reach each other within "
                + home
                + " only.");
  }

  private static Site closed(CityNodeId id, String problem) {
    return new Site(id, Resources.NONE, Set.of(), problem);
  }

  boolean usable() {
    return problem.isEmpty();
  }
}
