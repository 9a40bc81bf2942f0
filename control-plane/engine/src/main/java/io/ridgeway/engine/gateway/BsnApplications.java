package io.ridgeway.engine.gateway;

import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps applications that speak BSN's protocol. Each change tells the listeners of {@code Changes}
 * of its network.
 */
public interface BsnApplications {
  void insert(BsnApplication application);

  Optional<BsnApplication> find(ApplicationId id);

  /** The network's, newest first, revoked ones included. */
  List<BsnApplication> of(NetworkId network);

  /** Keeps its switches, and whether it is revoked. */
  void update(BsnApplication application);
}
