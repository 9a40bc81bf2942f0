package io.ridgeway.engine.catalogue;

import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A city node as the operator registered it, and what was last heard of it.
 *
 * @param configuration for its adapter, by the adapter's schema; holds references to secrets, never
 *     secrets
 * @param cost what it costs its operator, if that was said; for operators and the placer only
 * @param heard what the reconciler last heard; empty before the first time. So the tier that faces
 *     tenants asks no adapter
 */
public record CityNodeEntry(
    CityNode node,
    Map<String, String> configuration,
    Optional<UnitCost> cost,
    Optional<Heard> heard) {
  /** With no cost said. */
  public CityNodeEntry(CityNode node, Map<String, String> configuration, Optional<Heard> heard) {
    this(node, configuration, Optional.empty(), heard);
  }

  public CityNodeEntry {
    configuration = Map.copyOf(configuration);
  }

  /**
   * What an adapter said.
   *
   * @param problem why it could not be heard at {@code at}; empty if it could
   */
  public record Heard(Capacity capacity, Set<Software> software, Instant at, String problem) {
    public Heard {
      software = Set.copyOf(software);
    }
  }
}
