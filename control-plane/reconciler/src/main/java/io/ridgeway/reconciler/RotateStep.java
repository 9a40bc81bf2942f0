package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.StepState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has all of a network's certificates renewed, for the keys that they have: what no voter has at
 * once, and a voter's when its turn to be restarted has come. So whoever ends it leaves each node
 * with certificates that hold, and none that waits to be restarted. Nodes take theirs by their
 * turns, and the ledger is told. Organisations' own authorities are asked first, and waited for.
 * What would end with its authority anyway is left; if that is all of them, it is said.
 */
final class RotateStep implements Step {
  private static final ApplyStep APPLYING = new ApplyStep();

  @Override
  public String name() {
    return "renew-certificates";
  }

  /** It is kept with the last renewal itself, so that it is done once. */
  @Override
  public boolean isDone(Pass pass) {
    return pass.operation().stream()
        .flatMap(operation -> operation.steps().stream())
        .anyMatch(step -> step.name().equals(name()) && step.state() == StepState.DONE);
  }

  @Override
  public Outcome perform(Pass pass) {
    if (pass.made().unrenewed().isEmpty()) {
      Optional<Waiting> waiting = begin(pass);
      if (waiting.isPresent()) {
        return waiting.get();
      }
    }
    // Who was given another one comes back first.
    if (!APPLYING.isDone(pass) && APPLYING.perform(pass) instanceof Waiting waiting) {
      return waiting;
    }
    return renew(pass);
  }

  /** Notes what is to be renewed, once all that is elsewhere has been. */
  private static Optional<Waiting> begin(Pass pass) {
    List<PlannedCertificate> renewable = Renewal.renewable(pass);
    Optional<String> ended = Renewal.ended(pass);
    if (renewable.isEmpty() && ended.isPresent()) {
      pass.progress(o -> Progress.failed(o, ended.get(), pass.now()));
      pass.keep();
      return Optional.of(new Waiting(ended.get(), Pace.SOON));
    }
    Operation operation = pass.operation().orElseThrow();
    List<PlannedCertificate> elsewhere =
        renewable.stream().filter(planned -> Brought.isOf(pass, planned)).toList();
    Ports ports = pass.ports();
    boolean asked =
        !ports.transactions().asSystem(() -> ports.asking().certified(operation)).isEmpty();
    if (!asked && !elsewhere.isEmpty()) {
      Issuance issuance = new Issuance(pass, pass.inCustody().requireKeys());
      pass.keep(() -> elsewhere.forEach(p -> issuance.ask(p, pass.operation(), pass.now())));
    }
    List<Approval> awaited = Brought.awaited(pass);
    if (!awaited.isEmpty()) {
      return Optional.of(Brought.waiting(awaited));
    }
    Set<String> all =
        renewable.stream()
            .filter(planned -> !Brought.isOf(pass, planned))
            .map(RotateStep::id)
            .collect(toSet());
    pass.change(n -> n.with(n.made().renewing(all)));
    pass.keep();
    return Optional.empty();
  }

  /** Renews what may be now; what is left is kept with it. */
  private Waiting renew(Pass pass) {
    Set<String> open = pass.made().unrenewed().orElse(Set.of());
    List<PlannedCertificate> all =
        pass.plan().identities().certificates().stream()
            .filter(planned -> open.contains(id(planned)))
            .toList();
    Set<String> now = Rounds.of(pass, all).next(ApplyStep.turns(pass));
    Set<String> left = all.stream().map(RotateStep::id).collect(toSet());
    left.removeAll(now);
    if (now.isEmpty() && !left.isEmpty()) {
      return new Waiting(ApplyStep.turn(pass), Pace.SOON);
    }
    Issuance issuance = new Issuance(pass, pass.inCustody().requireKeys());
    pass.change(n -> n.with(n.made().renewing(left)));
    if (left.isEmpty()) {
      pass.progress(o -> Progress.done(o, name(), pass.now()));
    }
    pass.keep(() -> all.stream().filter(p -> now.contains(id(p))).forEach(issuance::renew));
    pass.inCustody().lookAgain();
    return new Waiting(ApplyStep.IN_TURN, Pace.SOON);
  }

  /** Of a certificate: its name is unique within its authority only. */
  static String id(PlannedCertificate planned) {
    return planned.authority() + "/" + planned.name();
  }
}
