package io.ridgeway.store.work;

import io.ridgeway.engine.Transactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** What {@link DurableTasks} stands on, as one bean. */
@Singleton
public final class WorkGround {
  private final DataSource dataSource;
  private final Transactions transactions;
  private final Sql sql;
  private final TaskRows tasks;
  private final DueSignal signal;
  private final Clock clock;

  WorkGround(
      DataSource dataSource,
      Transactions transactions,
      Sql sql,
      TaskRows tasks,
      DueSignal signal,
      Clock clock) {
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.sql = sql;
    this.tasks = tasks;
    this.signal = signal;
    this.clock = clock;
  }

  DataSource dataSource() {
    return dataSource;
  }

  Transactions transactions() {
    return transactions;
  }

  Sql sql() {
    return sql;
  }

  TaskRows tasks() {
    return tasks;
  }

  DueSignal signal() {
    return signal;
  }

  Clock clock() {
    return clock;
  }
}
