package io.ridgeway.store.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.ridgeway.model.NetworkId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over a network, and what follows it.
 *
 * <p>No wish is lost: the trigger counter is read before the pass and compared after it, with the
 * network's row locked and in the transaction that writes when the task runs next. Who asks for a
 * reconcile raises the counter under the same lock: before that transaction, and it runs again at
 * once; or after, and the task's row is free to be made due.
 */
final class ReconcileTask implements ExecutionHandler<Void> {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileTask.class);

  /** How long a pass waits for another one of this process to end. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Handlers.ReconcileHandler handler;
  private final WorkGround ground;
  private final Set<NetworkId> underWay = ConcurrentHashMap.newKeySet();

  ReconcileTask(Handlers.ReconcileHandler handler, WorkGround ground) {
    this.handler = handler;
    this.ground = ground;
  }

  @Override
  public CompletionHandler<Void> execute(TaskInstance<Void> task, ExecutionContext context) {
    NetworkId network = new NetworkId(task.getId());
    Optional<Long> before =
        ground
            .transactions()
            .asSystem(() -> counter("select trigger_counter from network where id = ?", network));
    Next next = pass(network);
    return (complete, operations) ->
        ground
            .transactions()
            .runAsSystem(() -> end(complete.getExecution(), network, before, next));
  }

  /**
   * A heartbeat may look old only because the clock was set forward, and the pass be taken from its
   * living process: by this very one, perhaps. Then it waits its turn.
   */
  private Next pass(NetworkId network) {
    if (!underWay.add(network)) {
      return new Next.At(ground.clock().instant().plus(TURN));
    }
    try {
      return handler.reconcile(network);
    } finally {
      underWay.remove(network);
    }
  }

  private void end(Execution over, NetworkId network, Optional<Long> before, Next next) {
    Optional<Long> after =
        counter("select trigger_counter from network where id = ? for update", network);
    Instant now = ground.clock().instant();
    boolean still =
        !after.equals(before)
            ? again(over, now, now)
            : next instanceof Next.At at ? again(over, at.time(), now) : ground.tasks().done(over);
    if (!still) {
      LOG.atWarn()
          .addKeyValue("network", network)
          .log("A pass went unheard for so long that another process has taken the network over.");
    }
  }

  private boolean again(Execution over, Instant at, Instant now) {
    if (!at.isAfter(now)) {
      ground.signal().afterCommit();
    }
    return ground.tasks().again(over, at, now);
  }

  private Optional<Long> counter(String query, NetworkId network) {
    return ground.sql().one(row -> row.getLong("trigger_counter"), query, network.value());
  }
}
