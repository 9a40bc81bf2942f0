package io.ridgeway.framework;

import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a ledger is.
 *
 * @param height the highest block on which all answering voters agree; -1 if none
 * @param heights each answering node's own height
 * @param agreed whether every voter answered and they have the same block at {@code height}
 * @param progressedAt when {@code height} last grew; {@link Instant#EPOCH} if it was never seen to
 * @param message what is missing, for people; stable while the cause is the same
 * @param led false where blocks need a leader and no voter that answers is it; a voter that doesn't
 *     answer may be
 * @param failures how often nodes couldn't do what members asked of them, each since it started;
 *     empty where they don't tell
 * @param apart the voters that answer and don't take part in making blocks, as one does that has
 *     just come back; empty where that isn't told
 */
public record LedgerHealth(
    long height,
    Map<NodeName, Long> heights,
    boolean agreed,
    Instant progressedAt,
    String message,
    boolean led,
    Map<NodeName, Long> failures,
    Set<NodeName> apart) {
  /** Nothing is known. */
  public static final LedgerHealth UNHEARD =
      new LedgerHealth(-1, Map.of(), false, Instant.EPOCH, "not heard yet");

  public LedgerHealth {
    heights = Collections.unmodifiableMap(new TreeMap<>(heights));
    failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    apart = Set.copyOf(apart);
  }

  /** Of a ledger whose nodes don't tell of failures. */
  public LedgerHealth(
      long height,
      Map<NodeName, Long> heights,
      boolean agreed,
      Instant progressedAt,
      String message,
      boolean led) {
    this(height, heights, agreed, progressedAt, message, led, Map.of(), Set.of());
  }

  /** The same, with what nodes tell of failures. */
  public LedgerHealth failing(Map<NodeName, Long> times) {
    return new LedgerHealth(height, heights, agreed, progressedAt, message, led, times, apart);
  }

  /** The same, with the voters that don't take part yet. */
  public LedgerHealth without(Set<NodeName> voters) {
    return new LedgerHealth(height, heights, agreed, progressedAt, message, led, failures, voters);
  }

  /** Of a ledger whose blocks need no leader to be heard of. */
  public LedgerHealth(
      long height,
      Map<NodeName, Long> heights,
      boolean agreed,
      Instant progressedAt,
      String message) {
    this(height, heights, agreed, progressedAt, message, true);
  }
}
