package io.ridgeway.engine.catalogue;

import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps city nodes. They belong to no tenant: any scope may read them, only the system's may write.
 */
public interface CityNodes {
  List<CityNodeEntry> all();

  Optional<CityNodeEntry> find(CityNodeId id);

  /** Those that the spec names, in its order, as far as they are registered. */
  default List<CityNodeEntry> chosenBy(NetworkSpec spec) {
    return spec.cityNodes().stream().map(this::find).flatMap(Optional::stream).toList();
  }

  /** The city node, locked until the transaction ends. */
  Optional<CityNodeEntry> lock(CityNodeId id);

  /**
   * Registers it, where its name is free.
   *
   * @return whether it was
   */
  boolean insert(CityNode node, Map<String, String> configuration, Optional<UnitCost> cost);

  /** Registers it, or changes its registration; what was heard of it, and its cost, stay. */
  default void put(CityNode node, Map<String, String> configuration) {
    put(node, configuration, find(node.id()).flatMap(CityNodeEntry::cost));
  }

  /** Registers it, or changes its registration; what was heard of it stays. */
  void put(CityNode node, Map<String, String> configuration, Optional<UnitCost> cost);

  /** Removes it with its secrets. Nothing may be there of any network. */
  void remove(CityNodeId id);

  void heard(CityNodeId id, CityNodeEntry.Heard heard);
}
