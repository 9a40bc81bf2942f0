package io.ridgeway.gateway.delivery;

import java.util.Optional;

/** Finds where an errand's events come from. */
@FunctionalInterface
public interface Grounds {
  /** Empty while there are none: the network doesn't serve, or the application is frozen. */
  Optional<Ground> of(Errand errand);
}
