package io.ridgeway.reconciler;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.StepState;
import java.util.List;
import java.util.Optional;

/**
 * Has all of a network's certificates renewed at once, for the keys that they have. Nodes take them
 * by their turns, and the ledger is told. Organisations' own authorities are asked first, and
 * waited for. What would end with its authority anyway is left; if that is all of them, it is said.
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
    List<PlannedCertificate> renewable = Renewal.renewable(pass);
    Optional<String> ended = Renewal.ended(pass);
    if (renewable.isEmpty() && ended.isPresent()) {
      pass.progress(o -> Progress.failed(o, ended.get(), pass.now()));
      pass.keep();
      return new Waiting(ended.get(), Pace.SOON);
    }
    Issuance issuance = new Issuance(pass, pass.inCustody().requireKeys());
    Operation operation = pass.operation().orElseThrow();
    List<PlannedCertificate> elsewhere =
        renewable.stream().filter(planned -> Brought.isOf(pass, planned)).toList();
    Ports ports = pass.ports();
    boolean asked =
        !ports.transactions().asSystem(() -> ports.asking().certified(operation)).isEmpty();
    if (!asked && !elsewhere.isEmpty()) {
      pass.keep(() -> elsewhere.forEach(p -> issuance.ask(p, pass.operation(), pass.now())));
    }
    List<Approval> awaited = Brought.awaited(pass);
    if (!awaited.isEmpty()) {
      return Brought.waiting(awaited);
    }
    List<PlannedCertificate> all =
        renewable.stream().filter(planned -> !Brought.isOf(pass, planned)).toList();
    pass.progress(o -> Progress.done(o, name(), pass.now()));
    pass.keep(() -> all.forEach(issuance::renew));
    pass.inCustody().lookAgain();
    return new Performed();
  }
}
