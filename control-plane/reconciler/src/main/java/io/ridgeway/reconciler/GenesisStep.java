package io.ridgeway.reconciler;

import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Hosting;
import io.ridgeway.model.network.NetworkState.Placed;

/** Makes the network's birth record, once and for good. */
final class GenesisStep implements Step {
  @Override
  public String name() {
    return "genesis";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.made().birth().isPresent();
  }

  @Override
  public Outcome perform(Pass pass) {
    BirthInput input =
        new BirthInput(
            pass.id(),
            pass.network().spec(),
            pass.plan(),
            pass.made().placement().orElseThrow(),
            pass.made().addresses().orElseThrow(),
            pass.identities(),
            // A moved clock would give birth to a chain in the nodes' future, and they'd wait for
            // it.
            pass.nodesNow());
    if (pass.ground().made().roster().moves()) {
      return new Waiting("Waits for its host's nodes to come and go.", Pace.WATCHFUL);
    }
    BirthRecord birth = pass.ports().faults().around(FaultPort.BIRTH, () -> birth(pass, input));
    pass.change(n -> n.with(n.made().born(birth.values())));
    pass.change(n -> n.state() instanceof Placed placed ? n.with(placed.provisioning()) : n);
    // What isn't kept is forgotten, and no node has seen it.
    pass.keep();
    return new Performed();
  }

  private static BirthRecord birth(Pass pass, BirthInput input) {
    return pass.made().host().isEmpty()
        ? pass.pack().birth(input)
        : pass.pack().hosting().orElseThrow().birth(input, host(pass.ground()));
  }

  private static Hosting.Host host(Pass ground) {
    return new Hosting.Host(
        ground.id(),
        ground.network().spec(),
        ground.plan(),
        ground.made().placement().orElseThrow(),
        ground.made().addresses().orElseThrow(),
        ground.identities(),
        ground.birth());
  }
}
