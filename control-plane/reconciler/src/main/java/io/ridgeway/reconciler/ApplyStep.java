package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toMap;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedTask;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings every city node to its part of the network; nodes that run wait for their turn. */
final class ApplyStep implements Step {
  /** How long a node that was changed is given until the ledger hears it and it takes part. */
  private static final Duration SETTLES = Duration.ofMinutes(2);

  static final String IN_TURN = "Nodes are restarted one after another, while enough others run.";

  @Override
  public String name() {
    return "apply";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.deployments().stream().allMatch(d -> isThere(pass, d));
  }

  /** Whether its city node has it, and nothing else; how far its nodes are is no matter of it. */
  static boolean isThere(Pass pass, Deployment deployment) {
    Optional<Observation> seen = pass.sights().at(deployment.cityNode());
    return seen.isEmpty()
        ? isGivenUp(pass, deployment)
        : digests(seen.get()).equals(pass.digests(deployment))
            && seen.get().workloads().stream().noneMatch(w -> isStoppedAmiss(w, deployment))
            && hasTasks(seen.get(), deployment);
  }

  private static boolean isStoppedAmiss(ObservedWorkload seen, Deployment deployment) {
    return seen.phase() == Phase.STOPPED && !deployment.stopped().contains(seen.name());
  }

  /** Whether all that it has leave: a city node that is lost holds nothing up that comes. */
  private static boolean isGivenUp(Pass pass, Deployment deployment) {
    Set<NodeName> staying = pass.plan().names(PlannedNode::stays);
    return deployment.workloads().stream().noneMatch(w -> staying.contains(w.name()));
  }

  /** Whether they have been taken up; how far they are is no matter of applying. */
  private static boolean hasTasks(Observation observation, Deployment deployment) {
    Set<String> wanted =
        deployment.tasks().stream().map(WorkloadDigest::of).collect(Collectors.toSet());
    return observation.tasks().size() == deployment.tasks().size()
        && wanted.equals(
            observation.tasks().stream().map(ObservedTask::digest).collect(Collectors.toSet()));
  }

  /** As they were applied. */
  static Map<NodeName, String> digests(Observation observation) {
    return observation.workloads().stream()
        .collect(toMap(ObservedWorkload::name, ObservedWorkload::digest));
  }

  @Override
  public Outcome perform(Pass pass) {
    @Nullable AdapterException first = null;
    boolean held = false;
    List<Deployment> deployments = pass.deployments();
    Set<NodeName> left = turns(pass).left();
    for (Deployment whole : deployments) {
      Optional<Observation> seen = pass.sights().at(whole.cityNode());
      if (seen.isPresent() && !isThere(pass, whole)) {
        Deployment deployment = whole.leaving(left);
        held |= !deployment.left().isEmpty();
        if (isNothingElse(pass, deployment, seen.get())) {
          continue;
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
    String unheard =
        deployments.stream().allMatch(d -> isHeardOf(pass, d)) ? "" : pass.sights().whyUnheard();
    String turn = turn(pass);
    pass.lookAgain();
    if (first != null) {
      throw first;
    }
    if (!unheard.isEmpty()) {
      return new Waiting(unheard, Pace.PATIENT);
    }
    return held ? new Waiting(turn, Pace.SOON) : new Performed();
  }

  /** Whose turn it is. */
  static Turns turns(Pass pass) {
    return new Turns(
        pass.plan(),
        pass.deployments(),
        pass.sights(),
        pass::digests,
        running -> hasReturned(pass, running));
  }

  /**
   * Nobody is waited for for long, as what was changed may be what others need to come up. But a
   * rotation mends nothing: a voter that it restarted in vain holds it up until it is back.
   */
  private static boolean hasReturned(Pass pass, ObservedWorkload running) {
    return !pass.network().isUp()
        || takesPart(pass, running.name())
        || (hadItsTime(running, pass) && !isRotatedVoter(pass, running.name()));
  }

  private static boolean takesPart(Pass pass, NodeName name) {
    boolean holdsLedger =
        pass.plan().nodes().stream()
            .filter(node -> node.name().equals(name))
            .noneMatch(node -> pass.pack().driver().rolesWithoutLedger().contains(node.role()));
    return !holdsLedger
        || (pass.health().heights().containsKey(name) && !pass.health().apart().contains(name));
  }

  /** Whether it had its time. */
  private static boolean hadItsTime(ObservedWorkload running, Pass pass) {
    return Duration.between(running.since(), pass.now()).abs().compareTo(SETTLES) > 0;
  }

  private static boolean isRotatedVoter(Pass pass, NodeName name) {
    return pass.operation().filter(o -> o.kind() == Operation.Kind.ROTATE).isPresent()
        && pass.plan().nodes().stream()
            .anyMatch(node -> node.name().equals(name) && node.group().isPresent());
  }

  /** What to say of nodes that wait for their turn. */
  static String turn(Pass pass) {
    String away =
        pass.deployments().stream()
            .flatMap(d -> pass.sights().at(d.cityNode()).stream())
            .flatMap(seen -> seen.workloads().stream())
            .filter(w -> w.phase() == Phase.RUNNING && hadItsTime(w, pass))
            .map(ObservedWorkload::name)
            .filter(name -> isRotatedVoter(pass, name) && !takesPart(pass, name))
            .map(NodeName::value)
            .sorted()
            .collect(Collectors.joining(", "));
    return away.isEmpty()
        ? IN_TURN
        : "Waits until "
            + away
            + " takes part again: no other voter is restarted before, or the ledger might stop.";
  }

  private static boolean isHeardOf(Pass pass, Deployment deployment) {
    return pass.sights().at(deployment.cityNode()).isPresent() || isGivenUp(pass, deployment);
  }

  /** Whether what waits for its turn is all that is to be changed there. */
  private static boolean isNothingElse(Pass pass, Deployment deployment, Observation seen) {
    Map<NodeName, String> wanted = new HashMap<>(pass.digests(deployment));
    Map<NodeName, String> there = new HashMap<>(digests(seen));
    wanted.keySet().removeAll(deployment.left());
    there.keySet().removeAll(deployment.left());
    return there.equals(wanted)
        && seen.workloads().stream().noneMatch(w -> isStoppedAmiss(w, deployment))
        && hasTasks(seen, deployment);
  }

  private static NodeSecrets secrets(Pass pass) {
    Ports ports = pass.ports();
    return new NodeSecrets() {
      @Override
      public byte[] open(KeyId key) {
        return ports.transactions().asSystem(() -> ports.secrets().open(key));
      }

      @Override
      public byte[] code(ForeignCode code) {
        return ports
            .transactions()
            .asSystem(() -> ports.contracts().jar(pass.id(), code.reference()));
      }
    };
  }

  /** Has the deployment's city node apply it. */
  static void apply(Pass pass, Deployment deployment) {
    Ports ports = pass.ports();
    NodeSecrets secrets = secrets(pass);
    ports
        .faults()
        .around(
            FaultPort.APPLY,
            () ->
                pass.write(
                    deployment.cityNode(),
                    adapter -> {
                      adapter.apply(deployment, pass.fence(), secrets);
                      return true;
                    }));
  }
}
