package io.ridgeway.framework;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.Placement;
import java.util.Optional;

/**
 * How a framework's networks live on the nodes of others. A guest is a network of the shared tier:
 * it has an identifier, identities and a ledger of its own, and no nodes; its plan names none, but
 * services for contracts of its own. Its host is a network that runs.
 *
 * <p>A guest's ledger is watched and joined by {@link FrameworkDriver} as every other: with the
 * host's nodes, the guest's birth record, and the administrators of both.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>{@link #obstacle}, {@link #named} and {@link #plan} are pure.
 *   <li>No name of a key or an authority in a guest's plan is one of its host's, where there is no
 *       obstacle.
 *   <li>What happens to one guest is seen by no other guest of its host.
 * </ul>
 */
public interface Hosting {
  /** Why no guest can live on that network, for people; empty if some can. */
  Optional<String> obstacle(NetworkSpec host);

  /** Why the guest can't live on that host, for people; empty if it can. */
  Optional<String> obstacle(NetworkSpec guest, NetworkSpec host);

  /** How many guests the storage of the host's nodes bears at most, before they store anything. */
  default int room(NetworkSpec host) {
    return Integer.MAX_VALUE;
  }

  /** The host that the guest's order names, one of its tenant's own; empty if any will do. */
  Optional<NetworkId> named(NetworkSpec guest);

  /**
   * A guest's plan once it has a host: who it is, and what runs for the contracts that it brought,
   * which its host's nodes call. Without contracts it is as {@link FrameworkPack#plan} has it.
   *
   * @param roster which of its contracts came and went
   * @param host whose nodes it lives on
   */
  NetworkPlan plan(NetworkSpec guest, Roster roster, NetworkSpec host);

  /** Makes a guest's genesis; as {@link FrameworkPack#birth}. */
  BirthRecord birth(BirthInput guest, Host host);

  /**
   * Has the host's nodes leave a guest's ledger, as far as they can while they run. Called until
   * nothing is left; so it looks whether a thing is done before it does it. Bounded in time (10 s
   * in all). What can only be removed from a node that is stopped stays, unused, for a window in
   * which it is.
   *
   * @param nodes the host's, with the guest's birth record
   * @return what is still missing, for people; empty once there is nothing left to do
   * @throws LedgerException if a node refuses for good
   */
  Optional<String> leave(LedgerEndpoints nodes, Administrators administrators);

  /** How what guests left is removed from nodes that are stopped; empty where nothing stays. */
  default Optional<Clearing> clearing() {
    return Optional.empty();
  }

  /** What a guest's genesis needs of its host. */
  record Host(
      NetworkId network,
      NetworkSpec spec,
      NetworkPlan plan,
      Placement placement,
      Addresses addresses,
      Identities identities,
      BirthRecord birth) {}
}
