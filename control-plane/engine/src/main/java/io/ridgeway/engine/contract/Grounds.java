package io.ridgeway.engine.contract;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.host.Hosts;
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
 * else. Called outside transactions.
 */
record Grounds(Transactions transactions, Networks networks) {
  /** Said of a network of the shared tier that has no host yet, or none any more. */
  static final String NONE = "The network has no host yet; bring contracts once it is ready.";

  private static final String NOT_TAKEN =
      "The operator of the nodes that this network lives on takes no contracts of guests there."
          + " Start from one that runs there, or order nodes of your own.";

  /**
   * What is known of it.
   *
   * @param spec whose members endorse
   * @param at the city nodes where a guest's host is; empty for a network on its own nodes
   * @param whyNone why it takes no contracts of guests; empty if it does
   */
  record Ground(NetworkSpec spec, List<CityNodeId> at, Optional<String> whyNone) {
    Ground {
      at = List.copyOf(at);
    }
  }

  /** Empty for a network of the shared tier without a host. */
  Optional<Ground> of(Network network) {
    if (!network.spec().isGuest()) {
      return Optional.of(new Ground(network.spec(), List.of(), Optional.empty()));
    }
    return network.made().host().flatMap(this::host);
  }

  private Optional<Ground> host(NetworkId id) {
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
