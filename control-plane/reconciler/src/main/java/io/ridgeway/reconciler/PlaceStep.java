package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.network.Made;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.reconciler.place.Placing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides once which node runs where, and on what; later on, where those run that come. Who has a
 * place keeps it.
 */
final class PlaceStep implements Step {
  @Override
  public String name() {
    return "place";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.plan().nodes().stream().allMatch(n -> pass.made().holds(n.name()))
        && pass.made()
            .software()
            .filter(pass.pack().software(pass.network().spec())::contains)
            .isPresent();
  }

  @Override
  public Outcome perform(Pass pass) {
    List<CityNodeEntry> chosen = chosen(pass);
    Placing answer =
        pass.ports().packs().placing(pass.network().spec(), pass.plan(), pass.made(), chosen);
    if (answer instanceof Placing.Impossible impossible) {
      return new Waiting(
          impossible.violations().stream().map(Violation::message).collect(joining(" ")),
          anyUnheard(chosen) ? Pace.PATIENT : Pace.SLOW);
    }
    Placing.Placed placed = (Placing.Placed) answer;
    if (pass.network().spec().isGuest()) {
      return kept(pass, asItsHost(pass.made(), placed.placement()), placed.software());
    }
    if (!placed.placement().survivesSiteLoss() && anyUnheard(chosen)) {
      // With them it might survive one; the placement is for good, so it is worth waiting.
      return new Waiting(
          "Waits for a city node that can't be heard, so as not to give up surviving a site loss: "
              + String.join(" ", placed.placement().reasons()),
          Pace.PATIENT);
    }
    if (!placed.placement().survivesSiteLoss() && !pass.network().spec().acceptsNoSiteLoss()) {
      return new Waiting(
          "Waits for room: when it was ordered it would have survived the loss of a city node, and"
              + " with what there is now it wouldn't, which its order doesn't accept. "
              + String.join(" ", placed.placement().reasons()),
          Pace.SLOW);
    }
    return kept(pass, placed.placement(), placed.software());
  }

  private static Outcome kept(Pass pass, Placement where, Software what) {
    pass.change(n -> n.with(n.made().placed(andGone(n.made(), where), what)));
    pass.keep();
    return new Performed();
  }

  /** A guest survives what its host survives, whatever runs for it besides. */
  private static Placement asItsHost(Made made, Placement placed) {
    Placement before = made.placement().orElseThrow();
    return new Placement(placed.nodes(), before.reasons(), before.survivesSiteLoss());
  }

  /** Who is gone has a place until it is removed there. */
  private static Placement andGone(Made made, Placement placed) {
    Map<NodeName, CityNodeId> nodes = new TreeMap<>(placed.nodes());
    made.placement().ifPresent(before -> before.nodes().forEach(nodes::putIfAbsent));
    return new Placement(nodes, placed.reasons(), placed.survivesSiteLoss());
  }

  /** Those of the order; of a guest those where its host is, whose nodes call what runs for it. */
  private static List<CityNodeEntry> chosen(Pass pass) {
    List<CityNodeEntry> all =
        pass.ports()
            .transactions()
            .asSystem(() -> pass.ports().cityNodes().chosenBy(pass.network().spec()));
    if (pass.ground() == pass) {
      return all;
    }
    List<CityNodeId> hosts = pass.ground().made().placement().orElseThrow().cityNodes();
    return all.stream().filter(entry -> hosts.contains(entry.node().id())).toList();
  }

  private static boolean anyUnheard(List<CityNodeEntry> chosen) {
    return chosen.stream()
        .filter(e -> e.node().state() == CityNode.State.ACTIVE)
        .anyMatch(e -> e.heard().filter(h -> h.problem().isEmpty()).isEmpty());
  }
}
