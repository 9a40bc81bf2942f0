package io.ridgeway.store.work;

import io.ridgeway.engine.Schedule;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Schedules work within the caller's transaction, and has it looked for once that is committed. */
@Singleton
public final class SqlSchedule implements Schedule {
  private final Sql sql;
  private final TaskRows tasks;
  private final DueSignal signal;
  private final Clock clock;

  SqlSchedule(Sql sql, TaskRows tasks, DueSignal signal, Clock clock) {
    this.sql = sql;
    this.tasks = tasks;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * The counter first: its row lock keeps the end of a pass, which takes the same lock, from
   * overlooking this wish. The task's row is left alone while it is picked; the counter has the
   * pass followed by another.
   */
  @Override
  public void reconcile(NetworkId network) {
    int raised =
        sql.execute(
            "update network set trigger_counter = trigger_counter + 1 where id = ?",
            network.value());
    if (raised != 1) {
      throw new IllegalStateException("there is no network " + network + " to reconcile");
    }
    tasks.dueBy(TaskNames.RECONCILE, network.value(), clock.instant());
    signal.afterCommit();
  }

  /** Each time is a task of its own, so that an issue can schedule the next one. */
  @Override
  public void invoice(SubscriptionId subscription, Instant at) {
    tasks.once(TaskNames.INVOICE, TaskNames.instance(subscription.value(), at), at);
    signal.afterCommit();
  }

  /** Each wish is a task of its own, so that none is lost in one that is under way. */
  @Override
  public void organisation(TenantId tenant) {
    Instant now = clock.instant();
    tasks.once(TaskNames.ORGANISATION, TaskNames.instance(tenant.value(), now), now);
    signal.afterCommit();
  }
}
