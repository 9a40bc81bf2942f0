package io.ridgeway.gateway.limit;

import java.util.List;

/**
 * The rule by which gateways share a limit. Pure: whoever keeps the shares applies it to one
 * subject at a time, one gateway after the other.
 *
 * <p>The law: the shares that are held are never more than the limit together. A gateway that is to
 * have less first hears so, takes less, and lets go of the rest when it asks the next time; only
 * then has another one more.
 */
public final class Apportionment {
  /** Of an equal part, what each gateway has even if it has no use for it: for its first calls. */
  private static final int PARTS = 10;

  private Apportionment() {}

  /**
   * Another gateway.
   *
   * @param held what it may take now
   */
  public record Other(long held, long demand) {}

  /**
   * What is to be kept of a gateway's renewal.
   *
   * @param grant what it is told
   * @param held the most that it may take until it asks again
   * @param heldAfter the same once its lease is over; see {@link #heldAt}
   * @param hungry whether others have what it should have
   */
  public record Settled(ShareLedger.Grant grant, long held, long heldAfter, boolean hungry) {}

  /**
   * Settles a renewal.
   *
   * @param members how many gateways there are, at least those that are named
   */
  public static Settled settle(ShareLedger.Ask ask, List<Other> others, int members) {
    int parties = Math.max(members, others.size() + 1);
    long target = target(ask, others, parties);
    long taken = others.stream().mapToLong(Other::held).sum();
    long share = Math.min(target, Math.max(0, ask.limit() - taken));
    // One that is alone keeps no more than half: if it dies, whoever comes next has the rest.
    long equal = Math.min(share, ask.limit() / Math.max(2, parties));
    // Until the answer is there, it goes on as it asked.
    return new Settled(
        new ShareLedger.Grant(share, equal),
        Math.max(share, Math.max(ask.inUse(), ask.fallback())),
        Math.max(equal, ask.fallback()),
        share < target);
  }

  /**
   * What a gateway may take that hasn't asked since: all until its lease is over, then what it has
   * without one, half of that from {@link Shares#STEADY_MILLIS} on, and nothing any more from
   * {@link Shares#OUTAGE_MILLIS} on. Whoever keeps the shares and the gateway itself, a little
   * sooner, go by the same.
   *
   * @param millis since it asked
   */
  public static long heldAt(long millis, long held, long heldAfter) {
    if (millis <= Shares.LEASE_MILLIS) {
      return held;
    } else if (millis <= Shares.STEADY_MILLIS) {
      return Math.min(held, heldAfter);
    }
    return millis <= Shares.OUTAGE_MILLIS ? Math.min(held, heldAfter / 2) : 0;
  }

  /** What it should have: a little, then as much as it has use for, then its part of the rest. */
  private static long target(ShareLedger.Ask ask, List<Other> others, int parties) {
    long least = ask.limit() / ((long) PARTS * parties);
    long rest = ask.limit() - least * parties;
    long[] wants = new long[parties];
    wants[0] = want(ask.demand(), least);
    for (int i = 0; i < others.size(); i++) {
      wants[i + 1] = want(others.get(i).demand(), least);
    }
    long level = level(wants, rest);
    long left = rest;
    for (long want : wants) {
      left -= Math.min(want, level);
    }
    return least + Math.min(wants[0], level) + Math.max(0, left) / parties;
  }

  /** A quarter more than what was seen, so that what grows isn't always too late. */
  private static long want(long demand, long least) {
    return Math.max(0, demand + demand / 4 - least);
  }

  /** The highest level up to which all wants can be filled at once. */
  private static long level(long[] wants, long rest) {
    long[] sorted = wants.clone();
    java.util.Arrays.sort(sorted);
    long left = rest;
    for (int i = 0; i < sorted.length; i++) {
      long each = left / (sorted.length - i);
      if (sorted[i] >= each) {
        return each;
      }
      left -= sorted[i];
    }
    return Long.MAX_VALUE;
  }
}
