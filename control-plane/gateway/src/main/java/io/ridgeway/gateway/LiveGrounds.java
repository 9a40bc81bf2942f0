package io.ridgeway.gateway;

import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.delivery.Errand;
import io.ridgeway.gateway.delivery.Ground;
import io.ridgeway.gateway.delivery.Grounds;
import java.util.Optional;

/** Finds the ledgers of errands among the networks that calls may reach. */
record LiveGrounds(Networks networks, Signatories signatories) implements Grounds {
  @Override
  public Optional<Ground> of(Errand errand) {
    LiveNetwork live = networks.find(errand.network().value());
    if (live == null || !live.route().serving() || !live.route().tenant().equals(errand.tenant())) {
      return Optional.empty();
    }
    NetworkRoute route = live.route();
    Optional<Application> application =
        errand
            .application()
            .flatMap(code -> Optional.ofNullable(route.applications().get(code)))
            .filter(a -> !a.frozen());
    if (errand.application().isPresent() && application.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> key = Optional.of(errand.key()).filter(k -> !k.isEmpty());
    return Optional.of(
        new Ground(
            live.ledger(), signatories.reading(route, "webhook " + errand.id(), key), application));
  }
}
