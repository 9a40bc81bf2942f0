package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;

/**
 * Who may see and run a city node: operators all of them, a provider's people those of their
 * provider. To them another's looks exactly like one that doesn't exist. Operators alone register
 * them and change their registration.
 */
final class CityNodeAccess {
  private CityNodeAccess() {}

  static boolean isOperator(Actor actor) {
    return actor.roles().contains(RealmRole.OPERATOR);
  }

  /** Refuses who is neither an operator nor of some provider. */
  static void require(Actor actor) {
    if (isOperator(actor)) {
      return;
    }
    if (!actor.roles().contains(RealmRole.PROVIDER)) {
      throw new Refusal(ProblemType.FORBIDDEN, "This needs the role OPERATOR or PROVIDER.");
    }
    if (actor.provider().isEmpty()) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "You have the role PROVIDER, but it isn't said of which: the identity provider must give"
              + " the claim ridgeway_provider.");
    }
  }

  static boolean may(Actor actor, String provider) {
    return isOperator(actor)
        || (actor.roles().contains(RealmRole.PROVIDER)
            && actor.provider().filter(provider::equals).isPresent());
  }

  static CityNodeEntry require(Actor actor, CityNodes cityNodes, CityNodeId id) {
    require(actor);
    return cityNodes
        .lock(id)
        .filter(e -> may(actor, e.node().provider()))
        .orElseThrow(() -> Refusal.notFound("city node", id));
  }
}
