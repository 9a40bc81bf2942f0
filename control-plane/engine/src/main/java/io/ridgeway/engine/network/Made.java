package io.ridgeway.engine.network;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the reconciler has settled of a network, each thing once: it is kept and never computed
 * again. Nodes that come later add theirs, and those that are gone take theirs along.
 *
 * @param placement which node runs where
 * @param software what its nodes run
 * @param addresses where they are reached
 * @param birth the birth record: what the genesis is made of
 * @param keys the names of the keys that were made; one of them that is missing is lost, and isn't
 *     made again. Absent of a network from before this was kept, of which that holds for all
 * @param changes which nodes came and went since
 * @param since from when on it is what its spec says, and so what its usage is counted by; absent
 *     if its order never changed
 * @param told a digest of the renewed certificates that the ledger has been told of
 * @param hosting whether it takes guests; the operator's word
 * @param host on whose nodes it lives, if it has none of its own; it stays so after its deletion,
 *     for as long as something of it waits there to be removed
 * @param unrenewed the certificates that a renewal of all has yet to come to, each {@code
 *     authority/name}; absent unless one is under way
 */
public record Made(
    Optional<Placement> placement,
    Optional<Software> software,
    Optional<Addresses> addresses,
    Optional<Map<String, String>> birth,
    Optional<Set<String>> keys,
    Optional<Roster> changes,
    Optional<Instant> since,
    Optional<String> told,
    Optional<Hosting> hosting,
    Optional<NetworkId> host,
    Optional<Set<String>> unrenewed) {
  public static final Made NOTHING = new Parts().made();

  /** Which nodes came and went since it was born. */
  public Roster roster() {
    return changes.orElse(Roster.UNCHANGED);
  }

  /** Whether that node is the network's, as far as it has a place. */
  public boolean holds(NodeName node) {
    return placement.filter(p -> p.nodes().containsKey(node)).isPresent();
  }

  public Made placed(Placement where, Software what) {
    return with(
        parts -> {
          parts.placement = Optional.of(where);
          parts.software = Optional.of(what);
        });
  }

  public Made addressed(Addresses where) {
    return with(parts -> parts.addresses = Optional.of(where));
  }

  public Made born(Map<String, String> record) {
    return with(parts -> parts.birth = Optional.of(Map.copyOf(record)));
  }

  /** With those keys made too. */
  public Made identified(Set<String> names) {
    Set<String> all = new TreeSet<>(keys.orElse(Set.of()));
    all.addAll(names);
    return with(parts -> parts.keys = Optional.of(all));
  }

  public Made changed(Roster roster) {
    return with(parts -> parts.changes = Optional.of(roster));
  }

  /** Of a network whose order changed then. */
  public Made since(Instant at) {
    return with(parts -> parts.since = Optional.of(at));
  }

  /** With those certificates known to the ledger. */
  public Made told(String digest) {
    return with(parts -> parts.told = Optional.of(digest));
  }

  /** With the operator's word on guests. */
  public Made hosting(Hosting word) {
    return with(parts -> parts.hosting = Optional.of(word));
  }

  /**
   * Living on that network's nodes.
   *
   * @param where it has no nodes there, only reasons
   */
  public Made hostedBy(NetworkId network, Placement where) {
    return with(
        parts -> {
          parts.placement = Optional.of(where);
          parts.addresses = Optional.of(new Addresses(List.of()));
          parts.host = Optional.of(network);
        });
  }

  /** Once nothing of it is left on its host's nodes. */
  public Made cleared() {
    return with(parts -> parts.host = Optional.empty());
  }

  /** With a renewal of all under way that has yet to come to those; of none it is over. */
  public Made renewing(Set<String> certificates) {
    return with(
        parts ->
            parts.unrenewed =
                certificates.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(certificates)));
  }

  /** Without the places and addresses of nodes that aren't kept. */
  public Made keeping(Predicate<NodeName> kept) {
    return with(
        parts -> {
          parts.placement = placement.map(p -> keeping(p, kept));
          parts.addresses = addresses.map(a -> new Addresses(keeping(a.all(), kept)));
        });
  }

  private Made with(Consumer<Parts> change) {
    Parts parts = new Parts();
    parts.placement = placement;
    parts.software = software;
    parts.addresses = addresses;
    parts.birth = birth;
    parts.keys = keys;
    parts.changes = changes;
    parts.since = since;
    parts.told = told;
    parts.hosting = hosting;
    parts.host = host;
    parts.unrenewed = unrenewed;
    change.accept(parts);
    return parts.made();
  }

  private static Placement keeping(Placement placement, Predicate<NodeName> kept) {
    Map<NodeName, CityNodeId> nodes = new TreeMap<>(placement.nodes());
    nodes.keySet().removeIf(kept.negate());
    return new Placement(nodes, placement.reasons(), placement.survivesSiteLoss());
  }

  private static List<Address> keeping(List<Address> all, Predicate<NodeName> kept) {
    return all.stream().filter(a -> kept.test(a.node())).toList();
  }

  /** All of it, while one thing or another of it is changed. */
  private static final class Parts {
    Optional<Placement> placement = Optional.empty();
    Optional<Software> software = Optional.empty();
    Optional<Addresses> addresses = Optional.empty();
    Optional<Map<String, String>> birth = Optional.empty();
    Optional<Set<String>> keys = Optional.empty();
    Optional<Roster> changes = Optional.empty();
    Optional<Instant> since = Optional.empty();
    Optional<String> told = Optional.empty();
    Optional<Hosting> hosting = Optional.empty();
    Optional<NetworkId> host = Optional.empty();
    Optional<Set<String>> unrenewed = Optional.empty();

    Made made() {
      return new Made(
          placement, software, addresses, birth, keys, changes, since, told, hosting, host,
          unrenewed);
    }
  }
}
