package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toMap;

import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Map;

/**
 * Has every key of the plan made in custody, and every certificate issued.
 *
 * <p>Once a genesis names the keys, one that is lost isn't made again: it would be another.
 */
final class IdentifyStep implements Step {
  @Override
  public String name() {
    return "issue-identities";
  }

  @Override
  public boolean isDone(Pass pass) {
    return (isBorn(pass) || pass.inCustody().hasKeys()) && pass.inCustody().hasCertificates();
  }

  private static boolean isBorn(Pass pass) {
    return pass.made().birth().isPresent();
  }

  @Override
  public Outcome perform(Pass pass) {
    // In the transaction of the keep: a worker that was overtaken by a deletion makes nothing.
    pass.keep(
        () -> {
          Map<String, ManagedKey> keys =
              isBorn(pass)
                  ? pass.inCustody().requireKeys()
                  : pass.plan().identities().keys().stream()
                      .collect(toMap(PlannedKey::name, key -> ensure(pass, key)));
          new Issuance(pass, keys).ensureAll();
        });
    pass.inCustody().lookAgain();
    return new Performed();
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
