package io.ridgeway.engine.backup;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;

/**
 * Which city nodes hand files of volumes over, by what was last heard of them: it is listed with
 * their software, so that the tier that faces tenants asks no adapter.
 */
@Singleton
public final class FileSites {
  /** What such a city node lists. */
  public static final Software FILES = new Software("volume-files", "1");

  private final CityNodes cityNodes;

  public FileSites(CityNodes cityNodes) {
    this.cityNodes = cityNodes;
  }

  /** Refuses with {@code CONFLICT} one that doesn't. Called within a transaction. */
  public CityNodeEntry require(CityNodeId id) {
    CityNodeEntry entry = cityNodes.find(id).orElseThrow(() -> Refusal.notFound("city node", id));
    if (entry.heard().filter(h -> h.software().contains(FILES)).isEmpty()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "City node "
              + id
              + " hands no files of its nodes over, so there are no backups there. A peer is"
              + " replaced there by one that fetches the ledger from the others instead.");
    }
    return entry;
  }
}
