package io.ridgeway.store.gateway;

import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.time.LocalDate;

/** Calls of a day, one row for each key and day. */
@Singleton
public class SqlDayLedger implements DayLedger {
  /** Older days are of no use to anybody. */
  private static final int KEPT_DAYS = 7;

  private final ScopedTransactions transactions;
  private final Sql sql;

  SqlDayLedger(ScopedTransactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  @Override
  public Claimed claim(
      TenantId tenant, CredentialId credential, LocalDate day, long quota, long made, long more) {
    return transactions.inTenant(
        tenant,
        () -> {
          boolean first =
              sql.execute(
                      "insert into credential_day (credential_id, tenant_id, day, used) values (?,"
                          + " ?, ?, 0) on conflict do nothing",
                      credential.value(),
                      tenant.value(),
                      day)
                  == 1;
          if (first) {
            sql.execute(
                "delete from credential_day where credential_id = ? and day < ?",
                credential.value(),
                day.minusDays(KEPT_DAYS));
          }
          long used =
              sql.one(
                      row -> row.getLong(1),
                      "select used from credential_day where credential_id = ? and day = ? for"
                          + " update",
                      credential.value(),
                      day)
                  .orElse(0L);
          long now = used + made;
          long granted = Math.min(more, Math.max(0, quota - now));
          sql.execute(
              "update credential_day set used = ? where credential_id = ? and day = ?",
              Math.max(0, now + granted),
              credential.value(),
              day);
          return new Claimed(granted, Math.max(0, quota - now - granted));
        });
  }
}
