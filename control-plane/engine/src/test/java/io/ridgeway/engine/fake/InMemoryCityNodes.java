package io.ridgeway.engine.fake;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link CityNodes} in memory. */
public final class InMemoryCityNodes implements CityNodes {
  private final InMemoryStore store;
  private final Table<CityNodeId, CityNodeEntry> rows;

  InMemoryCityNodes(InMemoryStore store) {
    this.store = store;
    this.rows = store.table(Table.Owner.nobody());
  }

  @Override
  public List<CityNodeEntry> all() {
    return rows.all(r -> true);
  }

  @Override
  public Optional<CityNodeEntry> find(CityNodeId id) {
    return rows.get(id);
  }

  @Override
  public Optional<CityNodeEntry> lock(CityNodeId id) {
    store.requireSystem();
    return rows.get(id);
  }

  @Override
  public void remove(CityNodeId id) {
    store.requireSystem();
    rows.remove(id);
    store
        .cityNodeCredentials
        .of(id)
        .forEach(k -> store.cityNodeCredentials.remove(id, k.property()));
  }

  @Override
  public boolean insert(CityNode node, Map<String, String> configuration, Optional<UnitCost> cost) {
    store.requireSystem();
    if (rows.get(node.id()).isPresent()) {
      return false;
    }
    rows.insert(node.id(), new CityNodeEntry(node, configuration, cost, Optional.empty()));
    return true;
  }

  @Override
  public void put(CityNode node, Map<String, String> configuration, Optional<UnitCost> cost) {
    store.requireSystem();
    rows.put(
        node.id(),
        new CityNodeEntry(
            node, configuration, cost, find(node.id()).flatMap(CityNodeEntry::heard)));
  }

  @Override
  public void heard(CityNodeId id, CityNodeEntry.Heard heard) {
    store.requireSystem();
    CityNodeEntry entry = find(id).orElseThrow();
    rows.update(
        id,
        new CityNodeEntry(entry.node(), entry.configuration(), entry.cost(), Optional.of(heard)));
  }
}
