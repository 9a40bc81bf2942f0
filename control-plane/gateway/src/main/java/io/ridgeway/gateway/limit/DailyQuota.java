package io.ridgeway.gateway.limit;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An API key's calls of a day (UTC), of which this gateway has taken some and hands them out.
 * Thread-safe; only {@link #refill} asks the ledger.
 *
 * <p>Of all gateways together there are never more than the quota; what one that died had taken and
 * not used, a tenth at most of its part, is lost to that day. While the database is away a gateway
 * goes on for an equal part of the quota beyond what it had: that is counted afterwards.
 */
public final class DailyQuota {
  private static final int TENTHS = 10;

  /** What small quotas are taken by, or each call would have to wait for the next refill. */
  private static final long SMALL = 20;

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final TenantId tenant;
  private final CredentialId credential;
  private final DayLedger ledger;
  private final Clock clock;
  private final Runnable low;
  private final AtomicLong left = new AtomicLong();
  private volatile long quota;
  private volatile long day;
  private volatile long elsewhere;
  private volatile long overdraft;
  private volatile boolean wanted;
  private volatile int parts = 1;

  /** The most that was refused at once since the last refill. */
  private volatile int missed;

  /**
   * Of today, with nothing taken yet.
   *
   * @param low is told, on the thread of a call, that it should be refilled soon
   */
  public DailyQuota(
      TenantId tenant,
      CredentialId credential,
      long quota,
      DayLedger ledger,
      Clock clock,
      Runnable low) {
    this.tenant = tenant;
    this.credential = credential;
    this.quota = quota;
    this.ledger = ledger;
    this.clock = clock;
    this.low = low;
    this.day = today();
  }

  /** Takes so many calls, or none of them. */
  public boolean take(int calls) {
    if (today() != day) {
      turn();
    }
    long before = left.get();
    while (before - calls >= -overdraft) {
      if (left.compareAndSet(before, before - calls)) {
        if (before - calls < 2 && !wanted) {
          ask();
        }
        return true;
      }
      before = left.get();
    }
    missed = Math.max(missed, calls);
    if (!wanted) {
      ask();
    }
    return false;
  }

  private void ask() {
    wanted = true;
    low.run();
  }

  /** Gives calls back that weren't made after all. */
  public void giveBack(int calls) {
    left.addAndGet(calls);
  }

  /** Another quota from now on; what was used stays used. */
  public void change(long now) {
    quota = now;
  }

  /** How many there are. */
  public long quota() {
    return quota;
  }

  /** How many may still be made today, as far as is known here. */
  public long remaining() {
    return Math.max(0, left.get()) + elsewhere;
  }

  /** How long it is until the next day begins. */
  public long secondsToMidnight() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    return Duration.between(
                now, now.toLocalDate().plusDays(1).atTime(LocalTime.MIN).atZone(ZoneOffset.UTC))
            .toSeconds()
        + 1;
  }

  private long today() {
    return Math.floorDiv(clock.millis(), DAY_MILLIS);
  }

  /** A new day: what was taken of the old one is worth nothing. */
  private synchronized void turn() {
    if (today() != day) {
      left.set(0);
      elsewhere = 0;
      // Nobody has used any of it: an equal part can't be too much.
      overdraft = quota / Math.max(1, parts);
      day = today();
      ask();
    }
  }

  /**
   * Takes as many as should be at hand. Blocks; not by two threads at once.
   *
   * @param members how many gateways there are
   * @return whether the ledger answered
   */
  public boolean refill(int members) {
    parts = Math.max(1, members);
    wanted = false;
    long now = day;
    long have = left.get();
    long part = quota / parts;
    long usual = Math.max(1, Math.max(part / TENTHS, Math.min(part, SMALL)));
    long chunk = Math.max(usual, missed);
    if (have > usual / 2 && have >= missed) {
      return true;
    }
    long made = Math.max(0, -have);
    try {
      DayLedger.Claimed claimed =
          ledger.claim(
              tenant,
              credential,
              LocalDate.ofEpochDay(now),
              quota,
              made,
              chunk - Math.max(0, have));
      took(now, made, claimed);
      return true;
    } catch (RuntimeException e) {
      overdraft = Math.max(overdraft, part);
      return false;
    }
  }

  private synchronized void took(long of, long made, DayLedger.Claimed claimed) {
    if (of == day) {
      left.addAndGet(made + claimed.granted());
      elsewhere = claimed.left();
      overdraft = 0;
      missed = 0;
    }
  }

  /** Gives back what it has. Blocks. */
  public void close() {
    long have = left.getAndSet(0);
    if (have != 0 && today() == day) {
      ledger.claim(
          tenant,
          credential,
          LocalDate.ofEpochDay(day),
          quota,
          Math.max(0, -have),
          -Math.max(0, have));
    }
  }
}
