package io.ridgeway.reconciler;

import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
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
    BirthRecord birth =
        pass.ports().faults().around(FaultPort.BIRTH, () -> pass.pack().birth(input));
    pass.change(n -> n.with(n.made().born(birth.values())));
    pass.change(n -> n.state() instanceof Placed placed ? n.with(placed.provisioning()) : n);
    // What isn't kept is forgotten, and no node has seen it.
    pass.keep();
    return new Performed();
  }
}
