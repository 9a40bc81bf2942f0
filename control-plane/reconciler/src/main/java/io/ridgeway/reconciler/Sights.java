package io.ridgeway.reconciler;

import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was seen at a network's city nodes in this pass. */
record Sights(SortedMap<CityNodeId, Sight> all) {

  Sights(Map<CityNodeId, Sight> all) {
    this(new TreeMap<>(all));
  }

  /** One city node's answer. */
  sealed interface Sight {}

  record Seen(Observation observation) implements Sight {}

  /**
   * It can't be heard.
   *
   * @param why as a tenant may read it
   */
  record Unheard(String why) implements Sight {}

  Optional<Observation> at(CityNodeId id) {
    return all.get(id) instanceof Seen seen ? Optional.of(seen.observation()) : Optional.empty();
  }

  Stream<Observation> seen() {
    return all.keySet().stream().map(this::at).flatMap(Optional::stream);
  }

  /** The city nodes that can't be heard, sorted. */
  List<CityNodeId> unheard() {
    return all.keySet().stream().filter(id -> at(id).isEmpty()).toList();
  }

  /** What is said of the unheard ones, joined. */
  String whyUnheard() {
    return String.join(
        " ",
        all.values().stream()
            .flatMap(s -> s instanceof Unheard u ? Stream.of(u.why()) : Stream.empty())
            .toList());
  }

  Optional<ObservedWorkload> find(CityNodeId at, NodeName node) {
    return at(at).flatMap(o -> o.find(node));
  }
}
