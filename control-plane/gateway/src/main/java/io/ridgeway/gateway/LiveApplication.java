package io.ridgeway.gateway;

import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.bsn.Nonces;
import java.util.Optional;

/** An application's network, and what outlives a change of the route: the nonces it used. */
record LiveApplication(LiveNetwork network, String appCode, Nonces nonces) {
  /** As last heard; empty if it is in force no more. */
  Optional<Application> now() {
    return Optional.ofNullable(network.route().applications().get(appCode));
  }
}
