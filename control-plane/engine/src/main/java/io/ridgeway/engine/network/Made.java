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
  public static final Made NOTHING =
      new Made(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Which nodes came and went since it was born. */
  public Roster roster() {
    return changes.orElse(Roster.UNCHANGED);
  }

  /** Whether that node is the network's, as far as it has a place. */
  public boolean holds(NodeName node) {
    return placement.filter(p -> p.nodes().containsKey(node)).isPresent();
  }

  public Made placed(Placement where, Software what) {
    return new Made(
        Optional.of(where),
        Optional.of(what),
        addresses,
        birth,
        keys,
        changes,
        since,
        told,
        hosting,
        host,
        unrenewed);
  }

  public Made addressed(Addresses where) {
    return new Made(
        placement,
        software,
        Optional.of(where),
        birth,
        keys,
        changes,
        since,
        told,
        hosting,
        host,
        unrenewed);
  }

  public Made born(Map<String, String> record) {
    return new Made(
        placement,
        software,
        addresses,
        Optional.of(Map.copyOf(record)),
        keys,
        changes,
        since,
        told,
        hosting,
        host,
        unrenewed);
  }

  /** With those keys made too. */
  public Made identified(Set<String> names) {
    Set<String> all = new TreeSet<>(keys.orElse(Set.of()));
    all.addAll(names);
    return new Made(
        placement,
        software,
        addresses,
        birth,
        Optional.of(all),
        changes,
        since,
        told,
        hosting,
        host,
        unrenewed);
  }

  public Made changed(Roster roster) {
    return new Made(
        placement,
        software,
        addresses,
        birth,
        keys,
        Optional.of(roster),
        since,
        told,
        hosting,
        host,
        unrenewed);
  }

  /** Of a network whose order changed then. */
  public Made since(Instant at) {
    return new Made(
        placement,
        software,
        addresses,
        birth,
        keys,
        changes,
        Optional.of(at),
        told,
        hosting,
        host,
        unrenewed);
  }

  /** With those certificates known to the ledger. */
  public Made told(String digest) {
    return new Made(
        placement,
        software,
        addresses,
        birth,
        keys,
        changes,
        since,
        Optional.of(digest),
        hosting,
        host,
        unrenewed);
  }

  /** With the operator's word on guests. */
  public Made hosting(Hosting word) {
    return new Made(
        placement,
        software,
        addresses,
        birth,
        keys,
        changes,
        since,
        told,
        Optional.of(word),
        host,
        unrenewed);
  }

  /**
   * Living on that network's nodes.
   *
   * @param where it has no nodes there, only reasons
   */
  public Made hostedBy(NetworkId network, Placement where) {
    return new Made(
        Optional.of(where),
        software,
        Optional.of(new Addresses(List.of())),
        birth,
        keys,
        changes,
        since,
        told,
        hosting,
        Optional.of(network),
        unrenewed);
  }

  /** Once nothing of it is left on its host's nodes. */
  public Made cleared() {
    return new Made(
        placement,
        software,
        addresses,
        birth,
        keys,
        changes,
        since,
        told,
        hosting,
        Optional.empty(),
        unrenewed);
  }

  /** With a renewal of all under way that has yet to come to those; of none it is over. */
  public Made renewing(Set<String> certificates) {
    return new Made(
        placement,
        software,
        addresses,
        birth,
        keys,
        changes,
        since,
        told,
        hosting,
        host,
        certificates.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(certificates)));
  }

  /** Without the places and addresses of nodes that aren't kept. */
  public Made keeping(Predicate<NodeName> kept) {
    return new Made(
        placement.map(p -> keeping(p, kept)),
        software,
        addresses.map(a -> new Addresses(keeping(a.all(), kept))),
        birth,
        keys,
        changes,
        since,
        told,
        hosting,
        host,
        unrenewed);
  }

  private static Placement keeping(Placement placement, Predicate<NodeName> kept) {
    Map<NodeName, CityNodeId> nodes = new TreeMap<>(placement.nodes());
    nodes.keySet().removeIf(kept.negate());
    return new Placement(nodes, placement.reasons(), placement.survivesSiteLoss());
  }

  private static List<Address> keeping(List<Address> all, Predicate<NodeName> kept) {
    return all.stream().filter(a -> kept.test(a.node())).toList();
  }
}
