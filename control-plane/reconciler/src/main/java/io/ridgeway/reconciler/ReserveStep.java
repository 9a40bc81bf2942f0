package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.engine.network.Network;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.network.NetworkState.Requested;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles where every port is reached. */
final class ReserveStep implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(ReserveStep.class);

  @Override
  public String name() {
    return "reserve-addresses";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.made().addresses().isPresent();
  }

  @Override
  public Outcome perform(Pass pass) {
    List<Address> settled = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    Placement placement = pass.made().placement().orElseThrow();
    for (PlannedNode node : pass.plan().nodes()) {
      CityNodeId at = Objects.requireNonNull(placement.nodes().get(node.name()));
      Reservation answer =
          pass.ports()
              .faults()
              .around(
                  FaultPort.RESERVE,
                  () -> pass.at(at, a -> a.reserve(pass.id(), node.name(), node.ports())));
      if (answer instanceof Reservation.Settled s) {
        settled.addAll(s.addresses());
      } else if (answer instanceof Reservation.Pending p) {
        pending.add(p.message());
      }
    }
    if (!pending.isEmpty()) {
      return new Waiting("Waits for addresses: " + String.join("; ", pending) + ".", Pace.WATCHFUL);
    }
    pass.change(n -> n.with(n.made().addressed(new Addresses(settled))));
    pass.change(n -> n.state() instanceof Requested requested ? n.with(requested.placed()) : n);
    try {
      pass.keep();
    } catch (Stop stop) {
      dropIfUnwanted(pass, placement);
      throw stop;
    }
    return new Performed();
  }

  /**
   * Reservations carry no token, so a worker that stalled before them may make them after the
   * network was removed. Then it takes them back; that is right whoever removes the network.
   */
  private static void dropIfUnwanted(Pass pass, Placement placement) {
    Optional<Network> unwanted =
        pass.ports()
            .transactions()
            .asSystem(() -> pass.ports().networks().find(pass.id()))
            .filter(n -> n.desire() == Network.Desire.DELETED);
    unwanted.ifPresent(
        network -> {
          for (CityNodeId at : placement.cityNodes()) {
            try {
              pass.at(
                  at,
                  a -> {
                    a.remove(network.id(), new Fence(network.fence()));
                    return true;
                  });
            } catch (AdapterException e) {
              LOG.atWarn()
                  .addKeyValue("network", network.id())
                  .addKeyValue("cityNode", at)
                  .setCause(e)
                  .log("late reservations may be left");
            }
          }
        });
  }
}
