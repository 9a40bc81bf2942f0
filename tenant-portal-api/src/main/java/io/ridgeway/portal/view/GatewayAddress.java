package io.ridgeway.portal.view;

import io.ridgeway.model.NetworkId;
import java.net.URI;

/** Where applications reach the gateway. */
public record GatewayAddress(URI base) {
  /** The JSON-RPC endpoint of a network. */
  public URI jsonRpc(NetworkId network) {
    return base.resolve("/eth/" + network);
  }
}
