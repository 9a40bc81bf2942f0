package io.ridgeway.store.work;

import com.github.kagkarlsson.scheduler.task.Execution;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * db-scheduler's table, written within the caller's transaction.
 *
 * <p>Not through db-scheduler: its client tries to insert and looks what went wrong, which leaves a
 * PostgreSQL transaction aborted when two wishes race; and what it does at the end of an execution
 * it commits by itself.
 */
@Singleton
class TaskRows {
  private final Sql sql;

  TaskRows(Sql sql) {
    this.sql = sql;
  }

  /** There once, and due then or earlier. A row that is picked is left alone. */
  void dueBy(String name, String instance, Instant at) {
    sql.execute(
        "insert into scheduled_tasks as there (task_name, task_instance, execution_time, picked, version)"
            + " values (?, ?, ?, false, 1)"
            + " on conflict (task_name, task_instance) do update"
            + " set execution_time = least(there.execution_time, excluded.execution_time),"
            + " version = there.version + 1"
            + " where not there.picked",
        name,
        instance,
        at);
  }

  /** There once; one that is there stays as it is. */
  void once(String name, String instance, Instant at) {
    sql.execute(
        "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
            + " values (?, ?, ?, false, 1)"
            + " on conflict (task_name, task_instance) do nothing",
        name,
        instance,
        at);
  }

  /**
   * The execution is over, and runs again at {@code at}; false if it was taken from its process
   * meanwhile.
   */
  boolean again(Execution over, Instant at, Instant now) {
    return sql.execute(
            "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                + " last_success = ?, consecutive_failures = 0, execution_time = ?,"
                + " version = version + 1"
                + " where task_name = ? and task_instance = ? and version = ?",
            now,
            at,
            over.getTaskName(),
            over.getId(),
            over.version)
        == 1;
  }

  /**
   * The execution is over, and nothing follows it; false if it was taken from its process
   * meanwhile.
   */
  boolean done(Execution over) {
    return sql.execute(
            "delete from scheduled_tasks where task_name = ? and task_instance = ? and version = ?",
            over.getTaskName(),
            over.getId(),
            over.version)
        == 1;
  }
}
