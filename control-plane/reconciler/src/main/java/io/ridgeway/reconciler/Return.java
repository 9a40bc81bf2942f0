package io.ridgeway.reconciler;

import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far a network has come back from standing still. */
final class Return {
  /** How long a city node that isn't heard is waited for. */
  static final Duration WAITED = Duration.ofMinutes(5);

  private Return() {}

  /**
   * Whether it is back as far as can be: a city node has not been heard for long, and at the others
   * all runs. From then on it is a network that lost a city node, and its nodes there can be
   * replaced; should that be heard again, they are started.
   */
  static boolean isAllThatCanBe(Pass pass) {
    if (!isLate(pass) || pass.sights().unheard().isEmpty()) {
      return false;
    }
    List<Deployment> heard =
        pass.deployments().stream()
            .filter(d -> pass.sights().at(d.cityNode()).isPresent())
            .toList();
    return !heard.isEmpty() && heard.stream().allMatch(d -> runs(pass, d));
  }

  private static boolean isLate(Pass pass) {
    return pass.network().suspension().isPresent()
        && pass.operation()
            .filter(o -> o.kind() == Operation.Kind.RESUME)
            .filter(o -> pass.now().isAfter(o.requestedAt().plus(WAITED)))
            .isPresent();
  }

  private static boolean runs(Pass pass, Deployment deployment) {
    Optional<Observation> seen = pass.sights().at(deployment.cityNode());
    return ApplyStep.isThere(pass, deployment)
        && seen.stream()
            .flatMap(o -> o.workloads().stream())
            .allMatch(w -> w.phase() == Phase.RUNNING);
  }
}
