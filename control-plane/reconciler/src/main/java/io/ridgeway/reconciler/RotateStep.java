package io.ridgeway.reconciler;

import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.model.network.Operation.StepState;
import java.util.List;

/**
 * Has all of a network's certificates renewed at once, for the keys that they have. Nodes take them
 * by their turns, and the ledger is told. What would end with its authority anyway is left.
 */
final class RotateStep implements Step {
  @Override
  public String name() {
    return "renew-certificates";
  }

  /** It is kept with the renewal itself, so that it is done once. */
  @Override
  public boolean isDone(Pass pass) {
    return pass.operation().stream()
        .flatMap(operation -> operation.steps().stream())
        .anyMatch(step -> step.name().equals(name()) && step.state() == StepState.DONE);
  }

  @Override
  public Outcome perform(Pass pass) {
    List<PlannedCertificate> all = Renewal.renewable(pass);
    Issuance issuance = new Issuance(pass, pass.inCustody().requireKeys());
    pass.progress(o -> Progress.done(o, name(), pass.now()));
    pass.keep(() -> all.forEach(issuance::renew));
    pass.inCustody().lookAgain();
    return new Performed();
  }
}
