package io.ridgeway.store.network;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * On whose nodes guests were when their routes were last read. A host's row changes often, and only
 * what its guests' routes are made of is news to them.
 */
final class Grounds {
  private final Map<NetworkId, Set<NetworkId>> guests = new ConcurrentHashMap<>();
  private final Map<NetworkId, Ground> last = new ConcurrentHashMap<>();

  /**
   * What of a network leads to its nodes.
   *
   * @param nodes as gateways reach them
   * @param roots its authorities' own certificates
   */
  record Ground(
      NetworkId network, Map<NodeName, Map<String, HostPort>> nodes, List<Certificate> roots) {}

  /** Notes on what a guest's route was made. */
  void remember(NetworkId guest, Ground ground) {
    guests.computeIfAbsent(ground.network(), h -> ConcurrentHashMap.newKeySet()).add(guest);
    last.put(ground.network(), ground);
  }

  /** Whose routes are to be read anew, after something of that network changed. */
  Set<NetworkId> guestsToTell(NetworkId host, Function<NetworkId, Optional<Ground>> now) {
    Set<NetworkId> all = guests.get(host);
    if (all == null) {
      return Set.of();
    }
    Optional<Ground> ground;
    try {
      ground = now.apply(host);
    } catch (RuntimeException e) {
      // Who reads the routes asks again until there is an answer.
      return Set.copyOf(all);
    }
    if (ground.isPresent() && ground.get().equals(last.get(host))) {
      return Set.of();
    }
    ground.ifPresent(g -> last.put(host, g));
    return Set.copyOf(all);
  }
}
