package io.ridgeway.store.work;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Durable work that is due and that no process has taken up: how operators see a queue grow. */
@Singleton
public final class Backlog {
  private final WorkGround ground;

  Backlog(WorkGround ground) {
    this.ground = ground;
  }

  /**
   * How much there is.
   *
   * @param due how many tasks
   * @param oldest how long the first of them has been due; zero if there is none
   */
  public record Size(long due, Duration oldest) {}

  /** What there is now; over all tenants. */
  public Size now() {
    Instant now = ground.clock().instant();
    return ground
        .transactions()
        .asSystem(
            () ->
                ground
                    .sql()
                    .one(
                        row ->
                            new Size(
                                row.getLong("due"),
                                Duration.ofMillis(Math.max(0, row.getLong("millis")))),
                        "select count(*) as due,"
                            + " coalesce((extract(epoch from ?::timestamptz - min(execution_time)) * 1000)::bigint, 0)"
                            + " as millis"
                            + " from scheduled_tasks where execution_time <= ? and not picked",
                        now,
                        now)
                    .orElseThrow());
  }
}
