package io.ridgeway.engine.host;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Optional;

/**
 * On whose nodes a network's contracts are called: its own, or its host's. A host is read in the
 * system's scope; of it a tenant learns its members, who endorse on the guest's ledger, and nothing
 * else.
 *
 * @param spec whose members endorse
 * @param at the city nodes where a guest's host is; empty for a network on its own nodes
 * @param whyNone why it takes no contracts of guests; empty if it does
 */
public record Ground(NetworkSpec spec, List<CityNodeId> at, Optional<String> whyNone) {
  /** Said of a network of the shared tier that has no host yet, or none any more. */
  public static final String NONE =
      "The network has no host yet; bring contracts once it is ready.";

  private static final String NOT_TAKEN =
      "The operator of the nodes that this network lives on takes no contracts of guests there."
          + " Start from one that runs there, or order nodes of your own.";

  public Ground {
    at = List.copyOf(at);
  }

  /**
   * That of a network; empty for one of the shared tier without a host. Called outside
   * transactions.
   */
  public static Optional<Ground> of(Transactions transactions, Networks networks, Network network) {
    return network.spec().isGuest()
        ? network.made().host().flatMap(id -> host(transactions, networks, id))
        : Optional.of(new Ground(network.spec(), List.of(), Optional.empty()));
  }

  private static Optional<Ground> host(Transactions transactions, Networks networks, NetworkId id) {
    return transactions
        .asSystem(() -> networks.find(id))
        .map(
            host ->
                new Ground(
                    host.spec(),
                    host.made().placement().orElseThrow().cityNodes(),
                    Hosts.takesContracts(host) ? Optional.empty() : Optional.of(NOT_TAKEN)));
  }
}
