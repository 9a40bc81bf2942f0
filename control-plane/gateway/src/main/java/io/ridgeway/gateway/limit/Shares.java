package io.ridgeway.gateway.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All shares of one gateway. {@link #renew} settles them with the other gateways and may block;
 * {@link #expire} is called by another thread, so that a database that hangs keeps no share beyond
 * its lease.
 *
 * <p>A share is held for {@link #LEASE_MILLIS}. While the database is away it is kept until then,
 * and after that what is left is at most an equal part, later half of one, and nothing in the end:
 * others count on it. What nobody asks for isn't renewed before.
 */
public final class Shares {
  /** How long the ledger keeps a share for its gateway. */
  public static final long LEASE_MILLIS = 30_000;

  /** How long after it asked a gateway keeps what it has without a lease; then half of that. */
  public static final long STEADY_MILLIS = 600_000;

  /** How long after it asked a gateway may take anything: longer than any outage is to last. */
  public static final long OUTAGE_MILLIS = 3_900_000;

  /** By how much sooner the gateway stops: clocks differ in speed, and threads are late. */
  static final long MARGIN_MILLIS = 3_000;

  private static final Logger LOG = LoggerFactory.getLogger(Shares.class);
  private static final int MOST_AT_ONCE = 2_000;

  /** More than the renewals of one that died which may still be on their way. */
  private static final long LEAP = 1L << 20;

  /** What comes in within less says nothing of a second. */
  private static final long SHORTEST_MILLIS = 500;

  private static final long SECOND_MILLIS = 1_000;

  private final String instance;
  private final ShareLedger ledger;
  private final LongSupplier nanoTime;
  private final Map<String, Share> shares = new ConcurrentHashMap<>();
  private long number;
  private long measuredAt;
  private volatile int members = 1;
  private volatile boolean away;

  /**
   * None yet.
   *
   * @param instance its name among the gateways
   * @param first the number of its first renewal; if one of that name had a higher one, it goes on
   *     from there
   * @param nanoTime as {@link System#nanoTime} has it
   */
  public Shares(String instance, long first, ShareLedger ledger, LongSupplier nanoTime) {
    this.instance = instance;
    this.number = first;
    this.ledger = ledger;
    this.nanoTime = nanoTime;
    this.measuredAt = nanoTime.getAsLong();
  }

  /**
   * A share of something new, of which there is so much a second.
   *
   * @param limit of all gateways together, in thousandths
   * @param changed is told each new amount, on whichever thread; first that there is none
   */
  public Share of(String subject, long limit, LongConsumer changed) {
    return put(new Share(subject, limit, SECOND_MILLIS, changed, () -> 0));
  }

  /**
   * A share of a window's uses, as the window is told.
   *
   * @param limit of all gateways together, in thousandths
   */
  public Share of(String subject, long limit, Window window) {
    return put(new Share(subject, limit, window.millis(), window::amount, window::spent));
  }

  private Share put(Share share) {
    shares.put(share.subject(), share);
    return share;
  }

  /** Another limit from now on, in thousandths. */
  public void limit(Share share, long limit) {
    share.limit(limit);
  }

  /** Nobody limits by it any more; the ledger forgets it with the gateway. */
  public void forget(Share share) {
    shares.remove(share.subject(), share);
  }

  /** How many gateways there are, as last heard. */
  public int members() {
    return members;
  }

  /** Whether the last renewal failed. */
  public boolean away() {
    return away;
  }

  /** Whether all that are there have been settled at least once. */
  public boolean settled() {
    return shares.values().stream().allMatch(Share::isKnown);
  }

  /** Settles what is due. Not by two threads at once; blocks, and doesn't throw. */
  public void renew() {
    long now = nanoTime.getAsLong();
    long elapsed = (now - measuredAt) / 1_000_000;
    if (elapsed >= SHORTEST_MILLIS) {
      measuredAt = now;
      shares.values().forEach(share -> share.measure(elapsed));
    }
    try {
      List<Share> due = due();
      // Also if nothing is due: it says that it is there.
      List<Share> lowered = due.isEmpty() ? settle(due) : inChunks(due);
      // It takes less already: so that others needn't wait, it says so at once.
      inChunks(lowered);
      if (away) {
        LOG.atInfo().log("Shares of limits are settled among the gateways again");
      }
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.atWarn()
            .setCause(e)
            .log("Shares of limits can't be settled among the gateways: they stay as they were");
      }
      away = true;
    }
  }

  private List<Share> due() {
    return shares.values().stream().filter(Share::isDue).toList();
  }

  /** All of them, some at a time; returns those that were lowered. */
  private List<Share> inChunks(List<Share> those) {
    List<Share> lowered = new ArrayList<>();
    for (int from = 0; from < those.size(); from += MOST_AT_ONCE) {
      lowered.addAll(settle(those.subList(from, Math.min(those.size(), from + MOST_AT_ONCE))));
    }
    return lowered;
  }

  private List<Share> settle(List<Share> those) {
    List<ShareLedger.Ask> asks = new ArrayList<>();
    those.forEach(share -> asks.add(share.ask()));
    long at = nanoTime.getAsLong();
    ShareLedger.Answer answer;
    try {
      answer = ledger.renew(instance, number++, asks);
    } catch (RuntimeException e) {
      those.forEach(Share::due);
      throw e;
    }
    if (answer.last() >= number) {
      number = answer.last() + LEAP;
    }
    List<Share> lowered = new ArrayList<>();
    for (int i = 0; i < asks.size(); i++) {
      Share share = those.get(i);
      ShareLedger.Grant grant = answer.grants().get(share.subject());
      if (grant == null) {
        share.due();
      } else if (share.take(asks.get(i), grant, at)) {
        lowered.add(share);
      }
    }
    heard(answer.members(), answer.hungry());
    return lowered;
  }

  private void heard(int there, Set<String> hungry) {
    if (there != members) {
      members = there;
      shares.values().forEach(Share::due);
    }
    hungry.forEach(
        subject -> {
          Share share = shares.get(subject);
          if (share != null) {
            share.due();
          }
        });
  }

  /** Ends what is held no longer. Quick. */
  public void expire() {
    long now = nanoTime.getAsLong();
    shares.values().forEach(share -> share.expire(now));
  }

  /** Gives all back, if the ledger can be reached; returns whether it could. */
  public boolean close() {
    shares.values().forEach(share -> share.take(share.ask(), new ShareLedger.Grant(0, 0), 0));
    try {
      ledger.leave(instance);
      return true;
    } catch (RuntimeException e) {
      LOG.atInfo().log("Shares of limits couldn't be given back; others get them later");
      return false;
    }
  }
}
