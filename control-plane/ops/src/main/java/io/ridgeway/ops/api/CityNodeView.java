package io.ridgeway.ops.api;

import io.ridgeway.engine.catalogue.CityNodeDesk.Moved;
import io.ridgeway.engine.catalogue.CityNodeDesk.Shown;
import io.ridgeway.engine.catalogue.CityNodeDesk.Staying;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.Capacity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A city node and what was last heard of it.
 *
 * @param heardAt when it was last asked; with {@code problem} it did not answer then
 * @param configuration without secrets
 * @param credentials which secrets custody keeps, and since when; never a value
 * @param cost what it costs its operator; for operators only
 */
public record CityNodeView(
    String id,
    String city,
    String country,
    String jurisdiction,
    String provider,
    String adapter,
    int maxTps,
    String state,
    Optional<Capacity> capacity,
    List<String> software,
    Optional<Instant> heardAt,
    String problem,
    Map<String, String> configuration,
    List<Kept> credentials,
    Optional<CostView> cost) {

  static CityNodeView of(CityNodeEntry e) {
    return of(new Shown(e, List.of()));
  }

  static CityNodeView of(Shown shown) {
    CityNodeEntry e = shown.entry();
    return new CityNodeView(
        e.node().id().value(),
        e.node().city(),
        e.node().country(),
        e.node().jurisdiction(),
        e.node().provider(),
        e.node().adapter(),
        e.node().maxTps(),
        e.node().state().name(),
        e.heard().map(CityNodeEntry.Heard::capacity),
        e.heard()
            .map(h -> h.software().stream().map(Object::toString).sorted().toList())
            .orElse(List.of()),
        e.heard().map(CityNodeEntry.Heard::at),
        e.heard().map(CityNodeEntry.Heard::problem).orElse("never heard"),
        e.configuration(),
        shown.kept(),
        e.cost().map(CostView::of));
  }

  /** What it costs its operator. */
  public record CostView(String currency, String coreMonth, String gibMonth, String addressMonth) {
    static CostView of(UnitCost c) {
      return new CostView(
          c.currency(),
          c.coreMonth().value().toPlainString(),
          c.gibMonth().value().toPlainString(),
          c.addressMonth().value().toPlainString());
    }
  }

  /**
   * A network that is there, or waits to be placed there.
   *
   * @param operation what moves its nodes, if anything does
   * @param why why they stay for now; empty if that was not tried
   */
  public record StayingView(
      String network,
      String name,
      String tenant,
      String state,
      Optional<String> operation,
      String why) {
    static StayingView of(Staying s) {
      return new StayingView(
          s.network().value(),
          s.name(),
          s.tenant(),
          s.state(),
          s.operation().map(OperationId::value),
          s.why());
    }
  }

  /**
   * A city node after its state was changed.
   *
   * @param staying the networks that have nodes there
   * @param message what that means
   */
  public record MovedView(CityNodeView cityNode, List<StayingView> staying, String message) {
    static MovedView of(Moved m) {
      return new MovedView(
          CityNodeView.of(m.cityNode()),
          m.staying().stream().map(StayingView::of).toList(),
          m.staying().isEmpty()
              ? ""
              : "No new nodes are placed there. These networks have nodes there, which go on being"
                  + " watched and repaired; those that name an operation are moved by it.");
    }
  }
}
