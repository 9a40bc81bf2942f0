package io.ridgeway.gateway.limit;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** What is used of a day where there is one gateway only, and no database. Thread-safe. */
public final class LocalDays implements DayLedger {
  private final Map<String, Day> used = new HashMap<>();

  private record Day(LocalDate day, BigInteger amount) {}

  @Override
  public synchronized Claimed claim(
      Subject subject, LocalDate day, long quota, long made, long more) {
    String key = subject.measure() + " " + subject.id();
    Day before = used.get(key);
    BigInteger had =
        before == null || !before.day().equals(day) ? BigInteger.ZERO : before.amount();
    Settled settled = Settled.of(had, subject.unit(), quota, made, more);
    used.put(key, new Day(day, settled.used()));
    return settled.claimed();
  }
}
