package io.ridgeway.gateway.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What there is of something in a day (UTC), such as an API key's calls, of which this gateway has
 * taken some and hands them out. Thread-safe; only {@link #refill} asks the ledger.
 *
 * <p>Of all gateways together there are never more than the quota; what one that died had taken and
 * not used, a tenth of its part or what was to be at hand, is lost to that day. While the database
 * is away a gateway goes on for an equal part of the quota beyond what it had, once a day: that is
 * counted afterwards. Where nobody calls, and where all is used up, the ledger isn't asked but
 * every few seconds.
 */
public final class DailyQuota {
  private static final int TENTHS = 10;

  /** How long nobody asks once all is used up; another gateway may give some back. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  /** What wasn't used for so long is given back. */
  private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long MIDNIGHT_MILLIS = 5_000;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final DayLedger.Subject subject;
  private final long atHand;
  private final DayLedger ledger;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Runnable low;
  private final AtomicLong left = new AtomicLong();

  /** What was taken of a larger quota and is given back. */
  private final AtomicLong returned = new AtomicLong();

  private volatile long quota;
  private volatile long day;
  private volatile long elsewhere;
  private volatile long overdraft;
  private volatile boolean known;
  private volatile boolean wanted;
  private volatile boolean touched;
  private volatile int parts = 1;
  private volatile long usual = 1;

  /** What was made today without having been taken before, and has been counted since. */
  private long overdrawn;

  private long touchedAt;
  private long answeredAt;

  /** The most that was refused at once since the last refill. */
  private volatile long missed;

  /**
   * Of today, with nothing taken yet.
   *
   * @param atHand so much should be here for calls that come in at once, or for one that wants
   *     much: that is what is lost if the gateway dies, where it is more than a tenth of its part
   * @param clock tells the day
   * @param nanoTime as {@link System#nanoTime} has it
   * @param low is told, on the thread of a call, that it should be refilled soon
   */
  public DailyQuota(
      DayLedger.Subject subject,
      long quota,
      long atHand,
      DayLedger ledger,
      Clock clock,
      LongSupplier nanoTime,
      Runnable low) {
    this.subject = subject;
    this.atHand = atHand;
    this.quota = quota;
    this.ledger = ledger;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.touchedAt = nanoTime.getAsLong();
    this.low = low;
    this.day = today();
  }

  /** Takes so many calls, or none of them. */
  public boolean take(long calls) {
    if (today() != day) {
      turn();
    }
    if (!touched) {
      touched = true;
    }
    long before = left.get();
    while (before - calls >= -overdraft) {
      if (left.compareAndSet(before, before - calls)) {
        if (before - calls < usual / 2 + 1) {
          ask();
        }
        return true;
      }
      before = left.get();
    }
    missed = Math.max(missed, calls);
    ask();
    return false;
  }

  /** Of a quota that is used up nobody is told each time: the next round sees to it. */
  private void ask() {
    if (!wanted) {
      wanted = true;
      if (!known || elsewhere > 0) {
        low.run();
      }
    }
  }

  /** Gives calls back that weren't made after all. */
  public void giveBack(long calls) {
    left.addAndGet(calls);
  }

  /** Another quota from now on; what was used stays used. */
  public synchronized void change(long now) {
    if (quota != now) {
      if (now < quota) {
        returned.addAndGet(Math.max(0, left.getAndUpdate(have -> Math.min(0, have))));
      }
      quota = now;
      known = false;
      low.run();
    }
  }

  /** What is counted. */
  public DayLedger.Subject subject() {
    return subject;
  }

  /** How much should be here. */
  public long atHand() {
    return atHand;
  }

  /** How many there are. */
  public long quota() {
    return quota;
  }

  /** Whether the ledger has told how the day stands. */
  public boolean isKnown() {
    return known;
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
    long now = today();
    if (now != day) {
      // Nobody can have used any of it yet: an equal part can't be too much. Later somebody may.
      boolean fresh = now == day + 1 && clock.millis() - now * DAY_MILLIS < MIDNIGHT_MILLIS;
      left.set(0);
      returned.set(0);
      elsewhere = 0;
      known = false;
      overdrawn = 0;
      missed = 0;
      overdraft = fresh ? quota / parts : 0;
      day = now;
      wanted = false;
    }
  }

  /**
   * Takes as many as should be at hand, if somebody has a use for them, and lets go of what nobody
   * has used for a while. Blocks; not by two threads at once.
   *
   * @param members how many gateways there are
   * @return whether the ledger answered, or needn't be asked
   */
  public boolean refill(int members) {
    parts = Math.max(1, members);
    if (today() != day) {
      turn();
    }
    long part = quota / parts;
    usual = Math.max(1, Math.max(part / TENTHS, Math.min(part, atHand)));
    long now = nanoTime.getAsLong();
    if (touched) {
      touched = false;
      touchedAt = now;
    }
    boolean idle = now - touchedAt >= IDLE_NANOS;
    long aim = wanted ? Math.max(usual, missed) : idle || !known ? reserve(part) : usual;
    return !isAskedFor(aim, idle, now) || claim(aim, now);
  }

  /** What is kept for first calls where other gateways may need the rest. */
  private long reserve(long part) {
    return parts == 1 ? usual : Math.min(atHand, part / TENTHS);
  }

  private boolean isAskedFor(long aim, boolean idle, long now) {
    long have = left.get();
    if (!known || have < 0) {
      return true;
    }
    if (wanted) {
      return elsewhere > 0 || !idle && now - answeredAt >= PAUSE_NANOS;
    }
    return idle && have > aim;
  }

  private boolean claim(long aim, long now) {
    long of = day;
    wanted = false;
    long have = left.get();
    // Out of hand before it is given back, so that nobody takes it meanwhile.
    long back = Math.max(0, have - aim);
    if (back > 0 && !left.compareAndSet(have, aim)) {
      return true;
    }
    long made = Math.max(0, -have);
    long handed = returned.getAndSet(0);
    try {
      if (handed > 0) {
        ledger.claim(subject, LocalDate.ofEpochDay(of), quota, 0, -handed);
      }
      DayLedger.Claimed claimed =
          ledger.claim(
              subject,
              LocalDate.ofEpochDay(of),
              quota,
              made,
              back > 0 ? -back : aim - Math.max(0, have));
      took(of, made, back, claimed);
      answeredAt = now;
      return true;
    } catch (RuntimeException e) {
      // What was given back may have arrived: it is lost to this day.
      wanted = true;
      cutOff();
      return false;
    }
  }

  private synchronized void took(long of, long made, long back, DayLedger.Claimed claimed) {
    if (of == day) {
      left.addAndGet(made + (back > 0 ? 0 : claimed.granted()));
      elsewhere = claimed.left();
      overdrawn += made;
      overdraft = 0;
      missed = 0;
      known = true;
    }
  }

  /**
   * The ledger can't be asked: an equal part of the day goes on without it, less what went on so
   * before, and no more than there was when it was last asked.
   */
  public synchronized void cutOff() {
    long part = quota / parts - overdrawn;
    overdraft = Math.max(0, known ? Math.min(part, elsewhere) : part);
  }

  /** Gives back what it has. Blocks. */
  public void close() {
    long have = left.getAndSet(0) + returned.getAndSet(0);
    if (have != 0 && today() == day) {
      ledger.claim(
          subject, LocalDate.ofEpochDay(day), quota, Math.max(0, -have), -Math.max(0, have));
    }
  }
}
