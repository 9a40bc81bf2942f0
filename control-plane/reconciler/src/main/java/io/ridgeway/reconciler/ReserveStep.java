package io.ridgeway.reconciler;

import io.ridgeway.adapter.Reservation;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NetworkState.Requested;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Settles where every port is reached. */
final class ReserveStep implements Step {
  @Override
  public String name() {
    return "reserve-addresses";
  }

  @Override
  public boolean isDone(Pass pass) {
    return missing(pass).isEmpty();
  }

  /** Those that no port was reserved of yet. */
  private static List<PlannedNode> missing(Pass pass) {
    Set<NodeName> reserved =
        pass.made().addresses().stream()
            .flatMap(known -> known.all().stream())
            .map(Address::node)
            .collect(Collectors.toSet());
    return pass.plan().nodes().stream()
        .filter(node -> pass.made().addresses().isEmpty() || !reserved.contains(node.name()))
        .toList();
  }

  @Override
  public Outcome perform(Pass pass) {
    List<Address> settled =
        new ArrayList<>(pass.made().addresses().map(Addresses::all).orElse(List.of()));
    List<String> pending = new ArrayList<>();
    Placement placement = pass.made().placement().orElseThrow();
    for (PlannedNode node : missing(pass)) {
      CityNodeId at = Objects.requireNonNull(placement.nodes().get(node.name()));
      Reservation answer =
          pass.ports()
              .faults()
              .around(
                  FaultPort.RESERVE,
                  () ->
                      pass.write(
                          at,
                          a ->
                              node.foreign()
                                  ? a.reserveApart(
                                      pass.id(), node.name(), node.ports(), pass.fence())
                                  : a.reserve(pass.id(), node.name(), node.ports(), pass.fence())));
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
