package io.ridgeway.reconciler;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;

/** Has every node's own key made in custody. */
final class IdentifyStep implements Step {
  @Override
  public String name() {
    return "issue-identities";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.made().birth().isPresent()
        || pass.keys()
            .keySet()
            .containsAll(pass.plan().nodes().stream().map(PlannedNode::name).toList());
  }

  @Override
  public Outcome perform(Pass pass) {
    // In the transaction of the keep: a worker that was overtaken by a deletion makes no key.
    pass.keep(() -> pass.plan().nodes().forEach(node -> ensure(pass, node)));
    return new Performed();
  }

  private static void ensure(Pass pass, PlannedNode node) {
    pass.ports()
        .faults()
        .around(
            FaultPort.ENSURE_KEY,
            () ->
                pass.ports()
                    .custody()
                    .ensure(
                        pass.network().tenant(),
                        pass.id(),
                        Curve.SECP256K1,
                        Purpose.NODE,
                        node.name().value()));
  }
}
