package io.ridgeway.gateway.limit;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many uses are let through in each whole second, or minute, of UTC. Of several gateways each
 * has a share, which comes and goes: what was used of a window goes to nobody else before the
 * window is over. Thread-safe.
 *
 * <p>A share may have a part of a use. Parts add up over windows to no more than one use, so a
 * small rate isn't lost among many gateways: together they let through as many as there are in each
 * window, and at most one each beyond that in all.
 */
public final class Window {
  private static final long THOUSAND = 1_000;

  /** After so many a clock has leapt, and no part is left to add up. */
  private static final long MOST_PASSED = THOUSAND;

  private final ChronoUnit unit;
  private final Clock clock;
  private Instant since = Instant.MIN;
  private int most;
  private long amount;
  private long carried = THOUSAND - 1;
  private long count;
  private volatile @Nullable Share share;

  /**
   * All of it is this gateway's.
   *
   * @param unit seconds or minutes
   * @param most how many uses, 1 or more
   * @param clock the wall clock
   */
  public Window(ChronoUnit unit, int most, Clock clock) {
    this.unit = unit;
    this.clock = clock;
    this.most = most;
    this.amount = most * THOUSAND;
  }

  /** Only what it is told is this gateway's; that is asked what it lets through. */
  public void shared(Share mine) {
    share = mine;
  }

  /** Another rate; what was used stays used. */
  public synchronized void change(int now) {
    most = now;
    if (share == null) {
      amount = now * THOUSAND;
    }
  }

  /** Lets one use through and counts it, or doesn't. */
  public boolean take() {
    Share mine = share;
    if (mine != null) {
      mine.asked(1);
    }
    return count();
  }

  private synchronized boolean count() {
    move();
    boolean fits = (count + 1) * THOUSAND <= carried + amount;
    count += fits ? 1 : 0;
    return fits;
  }

  /** Another rule refused what was let through here. */
  public synchronized void giveBack() {
    move();
    count = Math.max(0, count - 1);
  }

  /** How many uses all gateways let through in a window. */
  public synchronized int most() {
    return most;
  }

  /** Whether other gateways have some of it. */
  public synchronized boolean isDivided() {
    return amount < most * THOUSAND;
  }

  /** What a window is. */
  public ChronoUnit unit() {
    return unit;
  }

  long millis() {
    return unit.getDuration().toMillis();
  }

  /** So much of each window is this gateway's from now on, in thousandths. */
  synchronized void amount(long now) {
    amount = now;
  }

  /** What was taken of the window that lasts, in thousandths. */
  synchronized long spent() {
    move();
    return Math.max(0, count * THOUSAND - carried);
  }

  /** Another window, if one has begun; a clock that goes back begins none. */
  private void move() {
    Instant begun = clock.instant().truncatedTo(unit);
    if (begun.isAfter(since)) {
      long passed = since.equals(Instant.MIN) ? 1 : unit.between(since, begun);
      long left = Math.max(0, carried + amount - count * THOUSAND);
      long idle = amount * Math.min(MOST_PASSED, passed - 1);
      carried = Math.min(THOUSAND - 1, left + idle);
      since = begun;
      count = 0;
    }
  }
}
