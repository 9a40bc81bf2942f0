package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.network.NodeName;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has every city node end its part's nodes and keep all that they have, and waits until none of
 * them runs. A guest has no nodes of its own: it is done at once.
 */
final class StopStep implements Step {
  static final String NAME = "stop";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.deployments().stream().allMatch(d -> isStill(pass, d));
  }

  private static boolean isStill(Pass pass, Deployment deployment) {
    return pass.sights()
        .at(deployment.cityNode())
        .filter(o -> isStill(pass, o, deployment))
        .isPresent();
  }

  private static boolean isStill(Pass pass, Observation seen, Deployment deployment) {
    return ApplyStep.digests(seen).equals(pass.digests(deployment))
        && seen.workloads().stream().allMatch(w -> w.phase() == Phase.STOPPED)
        && seen.tasks().stream().allMatch(t -> t.state().ended());
  }

  @Override
  public Outcome perform(Pass pass) {
    @Nullable AdapterException first = null;
    for (Deployment deployment : pass.deployments()) {
      boolean heard = pass.sights().at(deployment.cityNode()).isPresent();
      if (heard && !isStill(pass, deployment)) {
        try {
          ApplyStep.apply(pass, deployment);
        } catch (AdapterException.FencedOff e) {
          throw e;
        } catch (AdapterException e) {
          // The others are stopped all the same.
          first = first == null ? e : first;
        }
      }
    }
    pass.lookAgain();
    if (first != null) {
      throw first;
    }
    String unheard = pass.sights().whyUnheard();
    if (!unheard.isEmpty()) {
      return new Waiting(unheard, Pace.PATIENT);
    }
    return isDone(pass) ? new Performed() : new Waiting(waitsFor(pass), Pace.SOON);
  }

  private static String waitsFor(Pass pass) {
    Stream<String> nodes =
        pass.sights()
            .seen()
            .flatMap(o -> o.workloads().stream())
            .filter(w -> w.phase() != Phase.STOPPED)
            .map(ObservedWorkload::name)
            .map(NodeName::value);
    Stream<String> tasks =
        pass.sights()
            .seen()
            .flatMap(o -> o.tasks().stream())
            .filter(t -> !t.state().ended())
            .map(t -> "task " + t.name());
    String left = Stream.concat(nodes, tasks).sorted().collect(joining(", "));
    return "Waits for " + (left.isEmpty() ? "its nodes" : left) + " to stop.";
  }
}
