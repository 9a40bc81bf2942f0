package io.ridgeway.portal.page;

import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.model.network.NetworkState;
import java.util.List;

/** What an organisation does next; the home page leads there. */
enum NextStep {
  /** Hand in the real-name file. */
  VERIFY("/organisation"),
  /** An operator looks at it; quotes can be asked for meanwhile. */
  WAIT("/order"),
  /** See why it was rejected, and hand it in again. */
  VERIFY_AGAIN("/organisation"),
  ORDER("/order"),
  /** A network is being made. */
  WATCH("/networks"),
  /** A network is ready: use it. */
  USE("/networks");

  private final String path;

  NextStep(String path) {
    this.path = path;
  }

  /** Where it is done. */
  public String path() {
    return path;
  }

  static NextStep of(Tenant tenant, List<Network> networks) {
    List<Network> there =
        networks.stream().filter(n -> !(n.state() instanceof NetworkState.Deleted)).toList();
    if (there.stream().anyMatch(n -> n.readyAt().isEmpty())) {
      return WATCH;
    }
    if (!there.isEmpty()) {
      return USE;
    }
    return switch (tenant.verification()) {
      case UNVERIFIED -> VERIFY;
      case SUBMITTED -> WAIT;
      case REJECTED -> VERIFY_AGAIN;
      case VERIFIED -> ORDER;
    };
  }
}
