package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has every key of the plan made in custody, and every certificate issued; those of an authority
 * that an organisation brought are asked of it, and waited for.
 *
 * <p>A key that was made and is lost isn't made again: a genesis may name it, or a ledger know it,
 * and another key would be somebody else.
 */
final class IdentifyStep implements Step {
  @Override
  public String name() {
    return "issue-identities";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.inCustody().unmade().isEmpty() && pass.inCustody().hasCertificates();
  }

  @Override
  public Outcome perform(Pass pass) {
    List<PlannedKey> unmade = pass.inCustody().unmade();
    List<Approval> awaited = Brought.awaited(pass);
    if (unmade.isEmpty() && !awaited.isEmpty() && awaited.size() == Brought.missing(pass).size()) {
      return Brought.waiting(awaited);
    }
    Map<String, ManagedKey> keys = new HashMap<>(pass.inCustody().keys());
    pass.change(
        n ->
            n.with(
                n.made()
                    .identified(
                        pass.plan().identities().keys().stream()
                            .map(PlannedKey::name)
                            .collect(toSet()))));
    // In the transaction of the keep: a worker that was overtaken by a deletion makes nothing.
    pass.keep(
        () -> {
          unmade.forEach(key -> keys.put(key.name(), ensure(pass, key)));
          new Issuance(pass, keys).ensureAll();
        });
    pass.inCustody().lookAgain();
    List<Approval> asked = Brought.awaited(pass);
    return asked.isEmpty() ? new Performed() : Brought.waiting(asked);
  }

  private static ManagedKey ensure(Pass pass, PlannedKey planned) {
    ManagedKey key =
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
                            planned.curve(),
                            planned.purpose(),
                            planned.name()));
    if (key.curve() != planned.curve()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The name "
              + planned.name()
              + " is taken by a key of another kind; delete the network and order it anew, without"
              + " a key of that name.");
    }
    return key;
  }
}
