package io.ridgeway.store.gateway;

import static java.util.stream.Collectors.groupingBy;

import io.ridgeway.gateway.limit.Apportionment;
import io.ridgeway.gateway.limit.ShareLedger;
import io.ridgeway.gateway.limit.Shares;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Shares of limits. Renewals are settled one after the other, and by the database's clock: it is
 * the one that all gateways have in common. Within a transaction it stands still at the time when
 * that began, so a lease is never taken for over too soon.
 */
@Singleton
public class SqlShareLedger implements ShareLedger {
  /** Any number that no other lock of this database has. */
  private static final long LOCK = 7_001_044L;

  /** A gateway that was away for so long takes nothing any more. */
  private static final double FORGOTTEN_SECONDS = Shares.OUTAGE_MILLIS / 1_000.0;

  private static final double LEASE_SECONDS = Shares.LEASE_MILLIS / 1_000.0;

  private final ScopedTransactions transactions;
  private final Sql sql;

  SqlShareLedger(ScopedTransactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  private record Row(String subject, String instance, long number, Apportionment.Other other) {}

  @Override
  public Answer renew(String instance, long number, List<Ask> asks) {
    return transactions.asSystem(
        () -> {
          lock();
          int members = members(instance);
          String[] subjects = asks.stream().map(Ask::subject).toArray(String[]::new);
          Map<String, List<Row>> rows = rows(subjects).stream().collect(groupingBy(Row::subject));
          Map<String, Grant> grants = new HashMap<>();
          List<Object[]> kept = new ArrayList<>();
          for (Ask ask : asks) {
            List<Row> there = rows.getOrDefault(ask.subject(), List.of());
            if (there.stream().noneMatch(r -> isNewer(r, instance, number))) {
              Apportionment.Settled settled =
                  Apportionment.settle(ask, others(there, instance), members);
              kept.add(values(instance, number, ask, settled));
              grants.put(ask.subject(), settled.grant());
            }
          }
          keep(kept);
          long last =
              rows.values().stream()
                  .flatMap(List::stream)
                  .filter(row -> row.instance().equals(instance))
                  .mapToLong(Row::number)
                  .max()
                  .orElse(0);
          return new Answer(members, grants, new HashSet<>(hungry(instance)), last);
        });
  }

  private void lock() {
    sql.query(row -> true, "select pg_advisory_xact_lock(?)", LOCK);
  }

  /** Says that this one is there, forgets those that are no more, and counts. */
  private int members(String instance) {
    sql.execute(
        "insert into gateway_member (instance, seen_at) values (?, now())"
            + " on conflict (instance) do update set seen_at = excluded.seen_at",
        instance);
    sql.execute(
        "delete from gateway_member where seen_at < now() - make_interval(secs => ?)",
        FORGOTTEN_SECONDS);
    return sql.one(row -> row.getInt(1), "select count(*) from gateway_member").orElse(1);
  }

  private List<Row> rows(String[] subjects) {
    return sql.query(
        row ->
            new Row(
                row.getString("subject"),
                row.getString("instance"),
                row.getLong("number"),
                new Apportionment.Other(
                    Apportionment.heldAt(
                        Shares.LEASE_MILLIS + row.getLong("late"),
                        row.getLong("held"),
                        row.getLong("held_after")),
                    row.getLong("late") <= 0 ? row.getLong("demand") : 0)),
        "select *, ceil(extract(epoch from now() - held_until) * 1000) as late"
            + " from gateway_share where subject = any(?)",
        (Object) subjects);
  }

  private static boolean isNewer(Row row, String instance, long number) {
    return row.instance().equals(instance) && row.number() >= number;
  }

  private static List<Apportionment.Other> others(List<Row> rows, String instance) {
    return rows.stream().filter(r -> !r.instance().equals(instance)).map(Row::other).toList();
  }

  private static Object[] values(
      String instance, long number, Ask ask, Apportionment.Settled settled) {
    return new Object[] {
      ask.subject(),
      instance,
      number,
      settled.held(),
      settled.heldAfter(),
      ask.demand(),
      settled.hungry(),
      LEASE_SECONDS
    };
  }

  private void keep(List<Object[]> rows) {
    if (!rows.isEmpty()) {
      sql.batch(
          "insert into gateway_share (subject, instance, number, held, held_after, demand, hungry,"
              + " held_until) values (?, ?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?)) on"
              + " conflict (subject, instance) do update set number = excluded.number, held ="
              + " excluded.held, held_after = excluded.held_after, demand = excluded.demand,"
              + " hungry = excluded.hungry, held_until = excluded.held_until",
          rows);
    }
  }

  /** Of what others want more, for a while: who has some of it lets go of what it needn't have. */
  private List<String> hungry(String instance) {
    return sql.query(
        row -> row.getString(1),
        "select distinct subject from gateway_share where hungry and held_until >= now() and"
            + " instance <> ?",
        instance);
  }

  @Override
  public void leave(String instance) {
    transactions.runAsSystem(
        () -> {
          lock();
          sql.execute("delete from gateway_member where instance = ?", instance);
        });
  }
}
