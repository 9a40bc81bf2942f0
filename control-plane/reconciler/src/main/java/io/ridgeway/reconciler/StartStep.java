package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.Standing;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Waits until every node's program runs; the city nodes see to it by themselves. */
final class StartStep implements Step {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public boolean isDone(Pass pass) {
    return awaited(pass).allMatch(n -> runs(pass, n));
  }

  @Override
  public Outcome perform(Pass pass) {
    String waitsFor =
        awaited(pass)
            .filter(n -> !runs(pass, n))
            .map(n -> n.name() + " " + how(find(pass, n)))
            .collect(joining(", "));
    return new Waiting("Waits for: " + waitsFor + ".", Pace.SOON);
  }

  private static Stream<PlannedNode> awaited(Pass pass) {
    return pass.plan().nodes().stream()
        .filter(PlannedNode::stays)
        .filter(n -> !isOthersTrouble(pass, n));
  }

  /** A tenant's own code that doesn't run keeps its network from nothing: NodesReady tells. */
  private static boolean isOthersTrouble(Pass pass, PlannedNode node) {
    return pass.network().isUp() && node.foreign() && node.standing() == Standing.ADMITTED;
  }

  private static boolean runs(Pass pass, PlannedNode node) {
    return find(pass, node).filter(w -> w.phase() == Phase.RUNNING).isPresent();
  }

  private static Optional<ObservedWorkload> find(Pass pass, PlannedNode node) {
    return Optional.ofNullable(pass.made().placement().orElseThrow().nodes().get(node.name()))
        .flatMap(at -> pass.sights().find(at, node.name()));
  }

  private static String how(Optional<ObservedWorkload> seen) {
    return seen.map(w -> "(" + w.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")")
        .orElse("(not seen)");
  }
}
