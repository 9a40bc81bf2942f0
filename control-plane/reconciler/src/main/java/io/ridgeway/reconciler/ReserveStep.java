package io.ridgeway.reconciler;

import io.ridgeway.adapter.Reservation;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NetworkState.Requested;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Settles where every port is reached. */
final class ReserveStep implements Step {
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
                  () ->
                      pass.write(
                          at, a -> a.reserve(pass.id(), node.name(), node.ports(), pass.fence())));
      if (answer instanceof Reservation.Settled s) {
        settled.addAll(s.addresses());
      } else if (answer instanceof Reservation.Pending) {
        pending.add(node.name() + " at city node " + at);
      }
    }
    if (!pending.isEmpty()) {
      return new Waiting(
          "Waits for addresses of " + String.join(", ", pending) + ".", Pace.WATCHFUL);
    }
    pass.change(n -> n.with(n.made().addressed(new Addresses(settled))));
    pass.change(n -> n.state() instanceof Requested requested ? n.with(requested.placed()) : n);
    pass.keep();
    return new Performed();
  }
}
