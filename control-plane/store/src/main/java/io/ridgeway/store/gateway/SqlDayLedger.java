package io.ridgeway.store.gateway;

import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;

/** What is used of days, one row for each subject and day. */
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
  public Claimed claim(Subject subject, LocalDate day, long quota, long made, long more) {
    return transactions.inTenant(
        subject.tenant(),
        () -> {
          if (begin(subject, day)) {
            forget(subject, day.minusDays(KEPT_DAYS));
          }
          Settled settled = Settled.of(used(subject, day), subject.unit(), quota, made, more);
          keep(subject, day, settled.used());
          return settled.claimed();
        });
  }

  /** Whether nobody had counted on that day. */
  private boolean begin(Subject subject, LocalDate day) {
    return switch (subject.measure()) {
          case CALLS ->
              sql.execute(
                  "insert into credential_day (credential_id, tenant_id, day, used) values (?, ?,"
                      + " ?, 0) on conflict do nothing",
                  subject.id(),
                  subject.tenant().value(),
                  day);
          case USES, VALUE ->
              sql.execute(
                  "insert into key_day (key_id, tenant_id, measure, day, used) values (?, ?, ?, ?,"
                      + " 0) on conflict do nothing",
                  subject.id(),
                  subject.tenant().value(),
                  subject.measure().name(),
                  day);
        }
        == 1;
  }

  private void forget(Subject subject, LocalDate before) {
    switch (subject.measure()) {
      case CALLS ->
          sql.execute(
              "delete from credential_day where credential_id = ? and day < ?",
              subject.id(),
              before);
      case USES, VALUE ->
          sql.execute(
              "delete from key_day where key_id = ? and measure = ? and day < ?",
              subject.id(),
              subject.measure().name(),
              before);
    }
  }

  private BigInteger used(Subject subject, LocalDate day) {
    Sql.Reader<BigInteger> reader = row -> row.getBigDecimal(1).toBigIntegerExact();
    return switch (subject.measure()) {
      case CALLS ->
          sql.one(
                  reader,
                  "select used from credential_day where credential_id = ? and day = ? for update",
                  subject.id(),
                  day)
              .orElse(BigInteger.ZERO);
      case USES, VALUE ->
          sql.one(
                  reader,
                  "select used from key_day where key_id = ? and measure = ? and day = ? for"
                      + " update",
                  subject.id(),
                  subject.measure().name(),
                  day)
              .orElse(BigInteger.ZERO);
    };
  }

  private void keep(Subject subject, LocalDate day, BigInteger used) {
    switch (subject.measure()) {
      case CALLS ->
          sql.execute(
              "update credential_day set used = ? where credential_id = ? and day = ?",
              used.longValueExact(),
              subject.id(),
              day);
      case USES, VALUE ->
          sql.execute(
              "update key_day set used = ? where key_id = ? and measure = ? and day = ?",
              new BigDecimal(used),
              subject.id(),
              subject.measure().name(),
              day);
    }
  }
}
