package io.ridgeway.engine.host;

import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;

/** Holds off what would disturb the networks that live on another one's nodes. */
public final class Carried {
  private Carried() {}

  /**
   * Refuses with {@code CONFLICT} if others live on the network's nodes, or may. Called with the
   * network locked, in any scope: who sees only his own goes by the operator's word.
   *
   * @param wish what can't be done, as in "be deleted"
   */
  public static void requireNone(Networks networks, Network network, String wish) {
    boolean offered = network.made().hosting().filter(h -> h.places() > 0).isPresent();
    if (offered
        || networks.guests(network.id()).stream().anyMatch(n -> !(n.state() instanceof Deleted))) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Other networks live on the nodes of network "
              + network.id()
              + ", or may: it can't "
              + wish
              + ". Delete those first"
              + (offered ? ", and have an operator say that it has no places any more." : "."));
    }
  }
}
