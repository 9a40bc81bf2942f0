package io.ridgeway.gateway.submit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns in memory, with a database that can be away and leases that end when that is said. */
final class FakeTurns implements AccountTurns {
  private final Map<Account, Row> rows = new HashMap<>();
  private boolean away;

  private static final class Row {
    private long number;
    private String holder = "";
    private boolean wanted;
    private OptionalLong next = OptionalLong.empty();
  }

  @Override
  public synchronized Optional<Turn> take(Account account, String holder, Duration lease) {
    check();
    Row row = rows.computeIfAbsent(account, a -> new Row());
    if (!row.holder.isEmpty() && !row.holder.equals(holder)) {
      row.wanted = true;
      return Optional.empty();
    }
    if (!row.holder.equals(holder)) {
      row.number++;
      row.holder = holder;
      row.wanted = false;
    }
    return Optional.of(new Turn(row.number, row.next));
  }

  @Override
  public synchronized Map<Account, Held> hold(
      String holder, Map<Account, OptionalLong> next, Duration lease) {
    check();
    Map<Account, Held> held = new HashMap<>();
    next.forEach(
        (account, nonce) -> {
          Row row = rows.get(account);
          if (row != null && row.holder.equals(holder)) {
            row.next = nonce;
            held.put(account, new Held(row.number, row.wanted));
          }
        });
    return held;
  }

  @Override
  public synchronized void give(Account account, String holder, long number, OptionalLong next) {
    check();
    Row row = rows.get(account);
    if (row != null && row.holder.equals(holder) && row.number == number) {
      row.holder = "";
      row.next = next;
    }
  }

  private void check() {
    if (away) {
      throw new IllegalStateException("the database is away");
    }
  }

  /** All leases of that holder are over: it died. */
  synchronized void expire(String holder) {
    rows.values().stream().filter(row -> row.holder.equals(holder)).forEach(row -> row.holder = "");
  }

  synchronized void away(boolean is) {
    away = is;
  }
}
