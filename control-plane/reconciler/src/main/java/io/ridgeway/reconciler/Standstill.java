package io.ridgeway.reconciler;

import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pass over a network that is to stand still: has its nodes stopped, and sees to it that they
 * stay so. Its ledger isn't asked, and no certificate is renewed before it comes back.
 */
record Standstill(Pass pass, Watching watching) {
  private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

  /** After how long to look again. */
  Duration run() {
    if (pass.findPack().isEmpty()) {
      return Upkeep.withoutPack(pass);
    }
    Optional<Waiting> waiting;
    try {
      waiting = Chain.SUSPEND.run(pass);
    } catch (Refusal refusal) {
      LOG.atWarn().addKeyValue("network", pass.id()).setCause(refusal).log("it can't be stopped");
      pass.progress(o -> Progress.waiting(o, StopStep.NAME, refusal.detail()));
      waiting = Optional.of(new Waiting(refusal.detail(), Pace.SLOW));
    }
    look(waiting.isEmpty());
    Counting.perhaps(pass);
    return waiting.map(Waiting::pace).orElse(Pace.CALM);
  }

  private void look(boolean still) {
    List<NodeStatus> nodes = NodeStatuses.of(pass, LedgerHealth.UNHEARD);
    List<Condition> conditions = Conditions.ofStandstill(pass);
    pass.change(n -> n.seen(nodes, conditions, n.height()));
    // What it did before it stood still says nothing of how it does afterwards.
    watching.forget(pass.id());
    if (still) {
      pass.progress(o -> Progress.succeeded(o, pass.now()));
    }
    pass.keep();
  }
}
