package io.ridgeway.portal.view;

import io.ridgeway.engine.network.Network;
import java.net.URI;
import java.util.Optional;

/** Where applications reach the gateway. */
public record GatewayAddress(URI base) {
  /** The JSON-RPC endpoint of a network; empty if its ledger doesn't speak that. */
  public Optional<URI> jsonRpc(Network network) {
    return Optional.of(network)
        .filter(n -> n.spec().framework().name().equals("ethereum"))
        .map(n -> base.resolve("/eth/" + n.id()));
  }
}
