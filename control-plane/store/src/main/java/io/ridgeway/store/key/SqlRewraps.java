package io.ridgeway.store.key;

import io.ridgeway.engine.custody.Rewrap;
import io.ridgeway.engine.custody.Rewraps;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Orders to wrap data keys anew. */
@Singleton
public final class SqlRewraps implements Rewraps {
  private final Sql sql;

  SqlRewraps(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Rewrap> latest() {
    return sql.one(
        row ->
            new Rewrap(
                row.getString("target"),
                row.getString("asked_by"),
                Sql.instant(row, "asked_at"),
                Sql.maybeInstant(row, "ended_at"),
                row.getString("problem")),
        "select * from rewrap order by id desc limit 1");
  }

  @Override
  public void begin(Rewrap order) {
    end(order.askedAt());
    sql.execute(
        "insert into rewrap (target, asked_by, asked_at) values (?, ?, ?)",
        order.target(),
        order.askedBy(),
        order.askedAt());
  }

  @Override
  public void note(String problem) {
    sql.execute("update rewrap set problem = ? where ended_at is null", problem);
  }

  @Override
  public void end(Instant at) {
    sql.execute("update rewrap set ended_at = ? where ended_at is null", at);
  }
}
