package io.ridgeway.portal.view;

import io.ridgeway.engine.network.Network;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where applications reach the gateway. */
public record GatewayAddress(URI base) {
  /** Frameworks whose applications come to the native door. */
  private static final Set<String> NATIVE = Set.of("fabric", "fisco-bcos");

  /** Where every network is reached, whatever its ledger: the native door. */
  public URI api(Network network) {
    return base.resolve("/gateway/v1/networks/" + network.id());
  }

  /** What people are shown first; empty as long as applications can't use such a ledger. */
  public Optional<URI> shown(Network network) {
    return jsonRpc(network)
        .or(
            () ->
                Optional.of(network)
                    .filter(n -> NATIVE.contains(n.spec().framework().name()))
                    .map(this::api));
  }

  /** The JSON-RPC endpoint of a network; empty if its ledger doesn't speak that. */
  public Optional<URI> jsonRpc(Network network) {
    return Optional.of(network)
        .filter(n -> n.spec().framework().name().equals("ethereum"))
        .map(n -> base.resolve("/eth/" + n.id()));
  }
}
