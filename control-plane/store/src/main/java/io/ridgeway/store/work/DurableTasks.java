package io.ridgeway.store.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does what {@link SqlSchedule} wrote, on db-scheduler's threads, until it is closed. The
 * application makes one per process that takes part in the work; processes share it out by the
 * rows' locks.
 *
 * <p>The laws, each one test of {@code DurableTasksIT}: what is committed is begun within a
 * fraction of a second; a wish during a pass has another pass follow; work of a process that died
 * is taken over; work that fails is tried again with back-off.
 */
public final class DurableTasks implements AutoCloseable {
  /**
   * How long what is under way may take to end when the process does; what doesn't is taken over.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Scheduler scheduler;
  private final DueSignal signal;
  private final Runnable wake;

  private DurableTasks(Scheduler scheduler, DueSignal signal) {
    this.scheduler = scheduler;
    this.signal = signal;
    this.wake = scheduler::triggerCheckForDueExecutions;
  }

  /** Begins to work. */
  public static DurableTasks start(WorkGround ground, WorkSettings settings, Handlers handlers) {
    Scheduler scheduler =
        Scheduler.create(ground.dataSource(), tasks(ground, settings, handlers))
            .schedulerName(new SchedulerName.Fixed(settings.instance()))
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
            .pollUsingLockAndFetch(0.5, 1.0)
            .threads(settings.threads())
            .pollingInterval(settings.poll())
            .heartbeatInterval(settings.heartbeat())
            .missedHeartbeatsLimit(4)
            .failureLogging(LogLevel.WARN, true)
            .shutdownMaxWait(PATIENCE)
            .clock(ground.clock()::instant)
            .build();
    DurableTasks tasks = new DurableTasks(scheduler, ground.signal());
    scheduler.start();
    ground.signal().add(tasks.wake);
    return tasks;
  }

  /** Has what is due looked for now: for a clock that was set forward. */
  public void wake() {
    wake.run();
  }

  /** Takes up nothing more and waits, for 10 s at most, for what is under way. */
  @Override
  public void close() {
    signal.remove(wake);
    scheduler.stop();
  }

  private static List<Task<?>> tasks(WorkGround ground, WorkSettings settings, Handlers handlers) {
    return List.of(
        Tasks.custom(TaskNames.RECONCILE, Void.class)
            .onFailure(backOff(ground, settings))
            .onDeadExecutionRevive()
            .execute(new ReconcileTask(handlers.reconcile(), ground)),
        once(
            TaskNames.INVOICE,
            ground,
            settings,
            id -> handlers.invoice().issueDue(new SubscriptionId(id))),
        once(
            TaskNames.ORGANISATION,
            ground,
            settings,
            id -> handlers.organisation().makeKnown(new TenantId(id))));
  }

  private static Task<Void> once(
      String name, WorkGround ground, WorkSettings settings, Consumer<String> handler) {
    return Tasks.oneTime(name, Void.class)
        .onFailure(backOff(ground, settings))
        .execute((task, context) -> handler.accept(TaskNames.subject(task.getId())));
  }

  private static BackOff<Void> backOff(WorkGround ground, WorkSettings settings) {
    return new BackOff<>(settings.firstRetry(), settings.longestRetry(), ground.clock());
  }
}
