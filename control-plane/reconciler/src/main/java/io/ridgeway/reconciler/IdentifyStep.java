package io.ridgeway.reconciler;

import io.ridgeway.framework.IdentityPlan.PlannedKey;

/** Has every key of the plan made in custody. */
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
            .containsAll(pass.plan().identities().keys().stream().map(PlannedKey::name).toList());
  }

  @Override
  public Outcome perform(Pass pass) {
    // In the transaction of the keep: a worker that was overtaken by a deletion makes no key.
    pass.keep(() -> pass.plan().identities().keys().forEach(key -> ensure(pass, key)));
    return new Performed();
  }

  private static void ensure(Pass pass, PlannedKey key) {
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
                        key.curve(),
                        key.purpose(),
                        key.name()));
  }
}
