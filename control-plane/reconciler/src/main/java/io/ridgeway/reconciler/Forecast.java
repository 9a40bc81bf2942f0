package io.ridgeway.reconciler;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells when nodes' storage will be full, from how it grew of late.
 *
 * <p>What was seen is remembered here alone: after a restart nothing is told for six hours. Whoever
 * was said to fill up is so until there is clearly more time, so that a quiet night changes
 * nothing.
 */
final class Forecast {
  private static final Duration APART = Duration.ofMinutes(30);
  private static final Duration LEAST = Duration.ofHours(6);
  private static final Duration LONGEST = Duration.ofDays(2);

  /** Whoever has less time left than that fills up. */
  static final Duration SOON = Duration.ofDays(14);

  /** Whoever has more than that doesn't any more. */
  private static final Duration AMPLE = Duration.ofDays(21);

  private final Map<NetworkId, Map<NodeName, Filling>> networks = new ConcurrentHashMap<>();

  /** What a node's volumes held at a time. */
  private record Seen(Instant at, long bytes) {}

  /** One node. A pass at a time has it. */
  private static final class Filling {
    private final Deque<Seen> seen = new ArrayDeque<>();
    private boolean soon;
    private boolean told;

    boolean fillsUp(long bytes, long room, Instant now, boolean before) {
      if (seen.isEmpty() || !now.isBefore(seen.getLast().at().plus(APART))) {
        seen.addLast(new Seen(now, bytes));
      }
      while (seen.getFirst().at().isBefore(now.minus(LONGEST))) {
        seen.removeFirst();
      }
      Seen first = seen.getFirst();
      Duration passed = Duration.between(first.at(), now);
      if (passed.compareTo(LEAST) < 0) {
        return told ? soon : before;
      }
      long left = left(bytes - first.bytes(), passed.toSeconds(), room - bytes);
      boolean was = told ? soon : before;
      soon = left < (was ? AMPLE : SOON).toSeconds();
      told = true;
      return soon;
    }

    /** How many seconds, at that rate. */
    private static long left(long grown, long seconds, long room) {
      return grown <= 0 ? Long.MAX_VALUE : (long) ((double) Math.max(0, room) * seconds / grown);
    }
  }

  /**
   * Whether the node's storage will be full soon.
   *
   * @param bytes what it holds
   * @param room what it can hold
   * @param before whether that was said of the network
   */
  boolean fillsUp(
      NetworkId network, NodeName node, long bytes, long room, Instant now, boolean before) {
    return networks
        .computeIfAbsent(network, id -> new TreeMap<>())
        .computeIfAbsent(node, name -> new Filling())
        .fillsUp(bytes, room, now, before);
  }

  void forget(NetworkId network) {
    networks.remove(network);
  }
}
