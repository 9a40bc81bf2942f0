package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes nodes that the ledger has let go, and proves that they stopped: they keep their places
 * until nothing of them is seen there any more. A city node that can't be heard is waited for,
 * since nothing is proved of it.
 */
final class RetireStep implements Step {
  @Override
  public String name() {
    return "retire";
  }

  @Override
  public boolean isDone(Pass pass) {
    return gone(pass).isEmpty();
  }

  /** Who has a place and is no more of the network. */
  private static Map<NodeName, CityNodeId> gone(Pass pass) {
    Map<NodeName, CityNodeId> gone =
        new TreeMap<>(pass.made().placement().map(Placement::nodes).orElse(Map.of()));
    gone.keySet().removeAll(pass.plan().names());
    return gone;
  }

  @Override
  public Outcome perform(Pass pass) {
    Map<NodeName, CityNodeId> gone = gone(pass);
    Set<CityNodeId> used = pass.deployments().stream().map(Deployment::cityNode).collect(toSet());
    // Where others stay, applying removes them; where nobody does, nothing is applied any more.
    for (CityNodeId at : Set.copyOf(gone.values())) {
      if (!used.contains(at) && isSeen(pass, gone, at)) {
        RemoveStep.remove(pass, at);
        pass.lookAgain();
      }
    }
    if (pass.sights().unheard().stream().anyMatch(gone::containsValue)) {
      return new Waiting(
          "Waits to see that "
              + names(gone)
              + " stopped; the network goes on without. "
              + pass.sights().whyUnheard(),
          Pace.PATIENT);
    }
    if (gone.values().stream().anyMatch(at -> isSeen(pass, gone, at))) {
      return new Waiting("Waits for " + names(gone) + " to stop.", Pace.SOON);
    }
    Set<NodeName> kept = pass.plan().names();
    pass.change(n -> n.with(n.made().keeping(kept::contains)));
    pass.keep();
    pass.lookAgain();
    return new Performed();
  }

  private static boolean isSeen(Pass pass, Map<NodeName, CityNodeId> gone, CityNodeId at) {
    return gone.keySet().stream()
        .filter(node -> Objects.equals(gone.get(node), at))
        .anyMatch(node -> pass.sights().find(at, node).isPresent());
  }

  private static String names(Map<NodeName, CityNodeId> gone) {
    return gone.keySet().stream().map(NodeName::value).collect(joining(", "));
  }
}
