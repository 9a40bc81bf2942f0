package io.ridgeway.store.gateway;

import io.ridgeway.gateway.submit.AccountTurns;
import io.ridgeway.model.NetworkId;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns of accounts, by the database's clock: it is the one that all gateways have in common. */
@Singleton
public class SqlAccountTurns implements AccountTurns {
  private static final String IN = "now() + make_interval(secs => ?)";

  /** Whoever waits asks again much sooner. */
  private static final double WANTED_SECONDS = 2;

  private final ScopedTransactions transactions;
  private final Sql sql;

  SqlAccountTurns(ScopedTransactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  @Override
  public Optional<Turn> take(Account account, String holder, Duration lease) {
    return transactions.asSystem(
        () -> {
          Optional<Turn> mine =
              sql.one(
                  row -> new Turn(row.getLong("turn"), next(row)),
                  "insert into account_turn as t (network_id, account, turn, holder, held_until,"
                      + " wanted_until) values (?, ?, 1, ?, "
                      + IN
                      + ", now()) on conflict (network_id, account) do update set turn = t.turn +"
                      + " case when t.holder is not distinct from excluded.holder then 0 else 1"
                      + " end, wanted_until = case when t.holder is not distinct from"
                      + " excluded.holder then t.wanted_until else now() end, holder ="
                      + " excluded.holder, held_until = excluded.held_until where t.holder is null"
                      + " or t.holder = excluded.holder or t.held_until < now() returning turn,"
                      + " next_nonce",
                  account.network().value(),
                  account.address(),
                  holder,
                  seconds(lease));
          if (mine.isEmpty()) {
            sql.execute(
                "update account_turn set wanted_until = "
                    + IN
                    + " where network_id = ? and account = ?",
                WANTED_SECONDS,
                account.network().value(),
                account.address());
          }
          return mine;
        });
  }

  @Override
  public Map<Account, Held> hold(String holder, Map<Account, OptionalLong> next, Duration lease) {
    List<String> networks = new ArrayList<>();
    List<String> accounts = new ArrayList<>();
    List<@Nullable Long> nonces = new ArrayList<>();
    next.forEach(
        (account, nonce) -> {
          networks.add(account.network().value());
          accounts.add(account.address());
          nonces.add(boxed(nonce));
        });
    Map<Account, Held> held = new HashMap<>();
    transactions.runAsSystem(
        () ->
            sql.query(
                    row ->
                        Map.entry(
                            new Account(
                                new NetworkId(row.getString("network_id")),
                                row.getString("account")),
                            new Held(row.getLong("turn"), row.getBoolean("wanted"))),
                    "update account_turn t set held_until = "
                        + IN
                        + ", next_nonce = h.next from unnest(?, ?, ?) as h (network, account,"
                        + " next) where t.network_id = h.network and t.account = h.account and"
                        + " t.holder = ? returning t.network_id, t.account, t.turn, t.wanted_until"
                        + " >= now() as wanted",
                    seconds(lease),
                    networks.toArray(String[]::new),
                    accounts.toArray(String[]::new),
                    nonces.toArray(Long[]::new),
                    holder)
                .forEach(each -> held.put(each.getKey(), each.getValue())));
    return held;
  }

  @Override
  public void give(Account account, String holder, long number, OptionalLong next) {
    transactions.runAsSystem(
        () ->
            sql.execute(
                "update account_turn set holder = null, held_until = now(), next_nonce = ? where"
                    + " network_id = ? and account = ? and holder = ? and turn = ?",
                boxed(next),
                account.network().value(),
                account.address(),
                holder,
                number));
  }

  private static OptionalLong next(ResultSet row) throws SQLException {
    long next = row.getLong("next_nonce");
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(next);
  }

  private static @Nullable Long boxed(OptionalLong nonce) {
    return nonce.isPresent() ? Long.valueOf(nonce.getAsLong()) : null;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
