package io.ridgeway.reconciler.pack;

import io.ridgeway.engine.catalogue.Frameworks.Membership;
import io.ridgeway.engine.network.Network;
import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.model.certificate.Authority;

/** Who certifies in a network, in the engine's words. */
final class Members {
  private Members() {}

  /** An authority of the pack's plan, as the network's. */
  static Authority authority(Network network, PlannedAuthority planned) {
    return new Authority(
        network.tenant(),
        network.id(),
        planned.name(),
        planned.curve(),
        planned.subject(),
        planned.lifetime(),
        planned.root());
  }

  /** How an application becomes known there. */
  static Membership membership(Network network, Enrolment enrolment) {
    return new Membership(
        authority(network, enrolment.authority()),
        enrolment.subject(),
        enrolment.lifetime(),
        enrolment.use());
  }
}
