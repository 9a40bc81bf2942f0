package io.ridgeway.gateway.limit;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A gateway's share of one limit. Calls count what they ask for; all else is done beside their
 * path. Thread-safe.
 */
public final class Share {
  private static final long THOUSAND = 1_000;

  private final String subject;
  private final long periodMillis;
  private final LongConsumer changed;
  private final LongSupplier spent;
  private final LongAdder asked = new LongAdder();
  private long limit;
  private long grantedOf;
  private long granted;
  private long fallback;
  private long askedAt;
  private long told;
  private long demand;
  private boolean known;
  private boolean due = true;

  /**
   * Nothing of it yet.
   *
   * @param limit of all gateways together, in thousandths
   * @param periodMillis in which there is so much
   * @param changed is told each new amount, in thousandths
   * @param spent what was taken of the period that lasts, in thousandths: nobody else can have it
   *     before that is over
   */
  Share(String subject, long limit, long periodMillis, LongConsumer changed, LongSupplier spent) {
    this.subject = subject;
    this.limit = limit;
    this.grantedOf = limit;
    this.periodMillis = periodMillis;
    this.changed = changed;
    this.spent = spent;
    changed.accept(0);
  }

  /** Somebody asked for so much, whether or not he got it. */
  public void asked(int calls) {
    asked.add(calls);
  }

  String subject() {
    return subject;
  }

  /** Whether the ledger answered once. */
  synchronized boolean isKnown() {
    return known;
  }

  synchronized void limit(long now) {
    if (limit != now) {
      limit = now;
      due = true;
      tell();
    }
  }

  synchronized void due() {
    due = true;
  }

  /** Takes the demand of the time since the last one. */
  synchronized void measure(long elapsedMillis) {
    long seen = asked.sumThenReset() * THOUSAND * periodMillis / Math.max(1, elapsedMillis);
    demand = Math.max(seen, demand / 2);
  }

  /** Whether it should be settled anew. */
  synchronized boolean isDue() {
    return due || demand >= THOUSAND / 10 || spent.getAsLong() > fallback;
  }

  synchronized ShareLedger.Ask ask() {
    due = false;
    // What it had before it was halved, or who halves it again would have it too low.
    long without = granted == 0 ? 0 : fallback;
    long inUse = Math.max(usable(granted), spent.getAsLong());
    return new ShareLedger.Ask(subject, limit, inUse, usable(without), demand);
  }

  /**
   * What it was told; true if it had more before, which nobody else can have until it says so.
   *
   * @param at when it asked, in nanoseconds
   */
  synchronized boolean take(ShareLedger.Ask ask, ShareLedger.Grant grant, long at) {
    granted = grant.share();
    fallback = grant.fallback();
    grantedOf = ask.limit();
    askedAt = at;
    known = true;
    tell();
    return Math.max(granted, spent.getAsLong()) < ask.inUse() || fallback < ask.fallback();
  }

  /**
   * Falls to what is left to it once the lease is over, and later to less.
   *
   * @param now in nanoseconds
   */
  synchronized void expire(long now) {
    long millis = (now - askedAt) / 1_000_000 + Shares.MARGIN_MILLIS + 1;
    long left = Apportionment.heldAt(millis, granted, fallback);
    if (known && left < granted) {
      granted = left;
      due = true;
      tell();
    }
  }

  /** What it may take now, in thousandths. */
  synchronized long usable() {
    return usable(granted);
  }

  /** If less was bought since, each gateway takes less in proportion. */
  private long usable(long amount) {
    return limit >= grantedOf || grantedOf == 0
        ? amount
        : Math.multiplyHigh(amount, limit) == 0
            ? amount * limit / grantedOf
            : amount / grantedOf * limit;
  }

  private void tell() {
    long now = usable(granted);
    if (now != told) {
      told = now;
      changed.accept(now);
    }
  }
}
