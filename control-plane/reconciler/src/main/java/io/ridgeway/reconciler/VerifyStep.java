package io.ridgeway.reconciler;

import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.Takedown.Answer;
import io.ridgeway.engine.takedown.Takedown.State;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.framework.PrivateData.Found;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks every node whether the data are gone, until all say so. A node that is away erases them when
 * it gets the block; it isn't waited for without end, and the record says who didn't confirm.
 */
final class VerifyStep implements Step {
  /** How long nodes are waited for that don't answer, or not as they should. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** To ask takes signatures, so who doesn't confirm at once is asked less often. */
  private static final Duration CLOSELY = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public boolean isDone(Pass pass) {
    return !Erasure.of(pass).isUnderWay();
  }

  @Override
  public Outcome perform(Pass pass) {
    Erasure erasure = Erasure.of(pass);
    try {
      return perform(erasure);
    } catch (Stop e) {
      throw e;
    } catch (RuntimeException e) {
      return erasure.unforeseen(e, erasure.isLaterThan(PATIENCE), State.UNCONFIRMED);
    }
  }

  private static Outcome perform(Erasure asked) {
    Erasure erasure = asked;
    Pass pass = erasure.pass();
    Takedown.Outcome agreed = erasure.takedown().outcome().orElseThrow();
    Optional<LedgerEndpoints> ledger = Ledger.administered(pass);
    if (ledger.isEmpty()) {
      return erasure.isLaterThan(PATIENCE)
          ? erasure.end(State.UNCONFIRMED, "No node answered after block " + agreed.block() + ".")
          : new Waiting("Waits for the nodes to answer.", Pace.STEADY);
    }
    List<Answer> answers =
        erasure
            .data()
            .verify(
                ledger.get(),
                new Administration(pass),
                erasure.what(),
                new PrivateData.Outcome(agreed.transaction(), agreed.block(), "", true))
            .stream()
            .map(
                a ->
                    new Answer(
                        a.node(), a.organisation(), a.found().name(), a.height(), a.detail()))
            .toList();
    if (!answers.equals(erasure.takedown().answers())) {
      erasure = erasure.keep(erasure.takedown().heard(answers));
    }
    if (answers.stream().allMatch(Erasure::isDone)
        && answers.stream().anyMatch(a -> a.found().equals(Found.ERASED.name()))) {
      erasure.purged();
      return new Performed();
    }
    String open = Erasure.open(answers);
    String waiting = open.isEmpty() ? "no node of a member answered" : "not confirmed by " + open;
    return erasure.isLaterThan(PATIENCE)
        ? erasure.end(
            State.UNCONFIRMED,
            "The ledger agreed in block " + agreed.block() + ", and it is " + waiting + ".")
        : new Waiting(
            "Waits for the nodes: " + waiting + ".",
            erasure.isLaterThan(CLOSELY) ? Pace.STEADY : Pace.SOON);
  }
}
