package io.ridgeway.reconciler.place;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.util.Set;

/**
 * A city node as the placer sees it.
 *
 * @param free what nodes may take there
 * @param software what it can run
 * @param problem why nothing can be placed there now; empty if it can
 */
public record Site(CityNodeId id, Resources free, Set<Software> software, String problem) {
  public Site {
    software = Set.copyOf(software);
  }

  /** The city node as it was last heard. */
  public static Site of(CityNodeEntry entry) {
    CityNodeId id = entry.node().id();
    if (entry.heard().isEmpty()) {
      return new Site(
          id,
          Resources.NONE,
          Set.of(),
          "City node " + id + " has not been heard yet; it is asked every few seconds.");
    }
    Heard heard = entry.heard().get();
    return new Site(
        id,
        heard.capacity().free(),
        heard.software(),
        heard.problem().isEmpty() ? "" : "City node " + id + " can't be heard: " + heard.problem());
  }

  boolean usable() {
    return problem.isEmpty();
  }
}
