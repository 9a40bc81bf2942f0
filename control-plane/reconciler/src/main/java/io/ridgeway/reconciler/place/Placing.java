package io.ridgeway.reconciler.place;

import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.Violation;
import java.util.List;

/** The placer's answer. */
public sealed interface Placing {

  /**
   * Every node has its place.
   *
   * @param software what all of them run
   */
  record Placed(Placement placement, Software software) implements Placing {}

  /**
   * It can't be placed as the city nodes are.
   *
   * @param violations what is missing, with figures; at least one
   */
  record Impossible(List<Violation> violations) implements Placing {
    public Impossible {
      violations = List.copyOf(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("say what is missing");
      }
    }
  }
}
