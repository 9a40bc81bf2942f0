package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toMap;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings every city node to its part of the network; where that restarts voters that run, one city
 * node after another.
 */
final class ApplyStep implements Step {
  @Override
  public String name() {
    return "apply";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.deployments().stream().allMatch(d -> isThere(pass, d));
  }

  private static boolean isThere(Pass pass, Deployment deployment) {
    return pass.sights()
        .at(deployment.cityNode())
        .filter(o -> digests(o).equals(pass.digests(deployment)))
        .isPresent();
  }

  private static Map<NodeName, String> digests(Observation observation) {
    return observation.workloads().stream()
        .collect(toMap(ObservedWorkload::name, ObservedWorkload::digest));
  }

  @Override
  public Outcome perform(Pass pass) {
    @Nullable AdapterException first = null;
    boolean turnTaken = false;
    boolean held = false;
    List<Deployment> deployments = pass.deployments();
    Turns turns = new Turns(deployments, pass.sights(), pass::digests);
    for (Deployment deployment : deployments) {
      Optional<Observation> seen = pass.sights().at(deployment.cityNode());
      if (seen.isPresent() && !isThere(pass, deployment)) {
        if (turns.isNeeded(deployment)) {
          if (turnTaken || !turns.hasCome(deployment)) {
            held = true;
            continue;
          }
          turnTaken = true;
        }
        try {
          apply(pass, deployment);
        } catch (AdapterException.FencedOff e) {
          throw e;
        } catch (AdapterException e) {
          // The others get theirs all the same.
          first = first == null ? e : first;
        }
      }
    }
    String unheard = pass.sights().whyUnheard();
    pass.lookAgain();
    if (first != null) {
      throw first;
    }
    if (!unheard.isEmpty()) {
      return new Waiting(unheard, Pace.PATIENT);
    }
    return held
        ? new Waiting("Nodes are restarted one city node after another.", Pace.SOON)
        : new Performed();
  }

  private static void apply(Pass pass, Deployment deployment) {
    Ports ports = pass.ports();
    NodeSecrets secrets = key -> ports.transactions().asSystem(() -> ports.secrets().open(key));
    ports
        .faults()
        .around(
            FaultPort.APPLY,
            () ->
                pass.at(
                    deployment.cityNode(),
                    adapter -> {
                      adapter.apply(deployment, pass.fence(), secrets);
                      return true;
                    }));
  }
}
