package io.ridgeway.store.order;

import io.ridgeway.engine.order.Idempotency;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;

/**
 * Idempotency-Keys. The insert of a key that another transaction has just inserted waits until that
 * one ends; if it was rolled back, the key is this one's.
 */
@Singleton
public final class SqlIdempotency implements Idempotency {
  private final Sql sql;

  SqlIdempotency(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Outcome> claim(TenantId tenant, String key, String digest) {
    int claimed =
        sql.execute(
            "insert into idempotency (tenant_id, idempotency_key, digest) values (?, ?, ?)"
                + " on conflict (tenant_id, idempotency_key) do nothing",
            tenant.value(),
            key,
            digest);
    if (claimed == 1) {
      return Optional.empty();
    }
    Optional<Outcome> standing =
        sql.one(
            row ->
                new Outcome(
                    row.getString("digest"),
                    Objects.requireNonNullElse(row.getString("resource"), "")),
            "select digest, resource from idempotency where tenant_id = ? and idempotency_key = ?",
            tenant.value(),
            key);
    // Gone between the two statements: it was old and has just been removed, so it is free.
    return standing.isPresent() ? standing : claim(tenant, key, digest);
  }

  /** By the database's clock, which also says when a key was claimed. */
  @Override
  public int forgetOld(int most) {
    return sql.execute(
        "delete from idempotency where (tenant_id, idempotency_key) in"
            + " (select tenant_id, idempotency_key from idempotency"
            + " where claimed_at < now() - make_interval(secs => ?)"
            + " order by claimed_at limit ? for update skip locked)",
        (double) KEPT.toSeconds(),
        most);
  }

  @Override
  public void settle(TenantId tenant, String key, String resource) {
    sql.execute(
        "update idempotency set resource = ? where tenant_id = ? and idempotency_key = ?",
        resource,
        tenant.value(),
        key);
  }
}
