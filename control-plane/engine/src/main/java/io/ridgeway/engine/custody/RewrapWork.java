package io.ridgeway.engine.custody;

import io.ridgeway.engine.Transactions;
import io.ridgeway.model.key.Wrappings;
import io.ridgeway.model.key.Wrappings.Progress;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what an operator ordered: wraps anew what is left, until nothing is. What is left is read
 * from the rows each time, so a process that dies is followed by any other; two that work at once
 * do no harm. A process whose own key isn't the order's leaves it to those whose is.
 */
@Singleton
public final class RewrapWork {
  private static final Logger LOG = LoggerFactory.getLogger(RewrapWork.class);
  private static final int BATCH = 100;

  private final Transactions transactions;
  private final Wrappings wrappings;
  private final Rewraps rewraps;
  private final Clock clock;

  public RewrapWork(Transactions transactions, Wrappings wrappings, Rewraps rewraps, Clock clock) {
    this.transactions = transactions;
    this.wrappings = wrappings;
    this.rewraps = rewraps;
    this.clock = clock;
  }

  /** Goes on with it as far as it goes now; returns how many were wrapped anew. */
  public int pass() {
    Optional<Rewrap> order = transactions.asSystem(rewraps::latest).filter(Rewrap::underWay);
    if (order.isEmpty()) {
      return 0;
    }
    Rewrap ordered = order.get();
    if (!wrappings.current().equals(ordered.target())) {
      LOG.atInfo()
          .addKeyValue("target", ordered.target())
          .log("data keys are wrapped anew by processes that have that key");
      return 0;
    }
    int done = 0;
    Progress progress;
    do {
      progress = wrappings.rewrap(BATCH);
      done += progress.done();
      // Where the key was rotated meanwhile, the rest is another order's.
    } while (progress.done() > 0 && wrappings.current().equals(ordered.target()));
    Progress last = progress;
    transactions.runAsSystem(() -> settle(ordered, last));
    LOG.atInfo()
        .addKeyValue("target", ordered.target())
        .addKeyValue("done", done)
        .addKeyValue("failed", last.failed())
        .log("data keys were wrapped anew");
    return done;
  }

  private void settle(Rewrap ordered, Progress last) {
    boolean left =
        wrappings.counts().stream().anyMatch(count -> !count.kek().equals(ordered.target()));
    if (!left) {
      rewraps.note("");
      rewraps.end(clock.instant());
    } else if (!last.problem().equals(ordered.problem())) {
      rewraps.note(last.problem());
    }
  }
}
