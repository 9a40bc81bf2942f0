package io.ridgeway.reconciler;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;

/** Which city nodes take new nodes, whatever else is said of them. */
record Draining(InMemoryStore store) {
  /** It takes no new nodes. */
  void close(CityNodeId cityNode) {
    put(cityNode, CityNode.State.DRAINING);
  }

  /** It takes new nodes again. */
  void open(CityNodeId cityNode) {
    put(cityNode, CityNode.State.ACTIVE);
  }

  private void put(CityNodeId cityNode, CityNode.State state) {
    store.runAsSystem(
        () -> {
          CityNodeEntry entry = store.cityNodes.find(cityNode).orElseThrow();
          store.cityNodes.put(entry.node().with(state), entry.configuration(), entry.cost());
        });
  }
}
