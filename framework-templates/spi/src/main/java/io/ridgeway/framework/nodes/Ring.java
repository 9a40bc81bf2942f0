package io.ridgeway.framework.nodes;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one network. A call goes to the better of two, by latency and calls under way, and
 * which two goes round. Thread-safe; choosing neither blocks nor allocates.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>A node whose circuit is open is sent no calls; once its pause is over whoever watches
 *       heights probes it.
 *   <li>A node that lags is asked only while no other one is well.
 *   <li>Somebody is always asked: if all are out, the one whose pause ends first.
 * </ul>
 */
public class Ring<N extends RingNode> {
  /** Differences below that are noise, so that equals share the calls. */
  private static final long NOISE_NANOS = 1_000_000;

  /** For less nobody leaves the node that he has. */
  private static final long LEAVING_NANOS = 100_000_000;

  private final Clock clock;
  private final RingRules rules;
  private final List<N> nodes;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile long usedAt;

  /**
   * Of those nodes.
   *
   * @param nodes in the order of their names
   * @param clock steady time
   */
  public Ring(List<N> nodes, RingRules rules, Clock clock) {
    this.clock = clock;
    this.rules = rules;
    this.nodes = List.copyOf(nodes);
  }

  /** Whether there is nobody to ask. */
  public final boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** How many nodes there are. */
  public final int size() {
    return nodes.size();
  }

  /** The nodes, in the order of their names. */
  public final List<N> nodes() {
    return nodes;
  }

  /** When a call was last sent here, in milliseconds of the clock; 0 before the first. */
  public final long usedAt() {
    return usedAt;
  }

  /** Where the next call goes. Only if the ring isn't empty. */
  public final N next() {
    long now = clock.millis();
    used(now);
    return nodes.size() == 1 ? nodes.get(0) : choose(null, now);
  }

  /** Where a call goes that another node left unanswered: to that one only if it is alone. */
  public final N other(N than) {
    return nodes.size() == 1 ? than : choose(than, clock.millis());
  }

  /** Where calls with that mark go: the same node as long as its circuit is closed. */
  public final N sticky(int mark) {
    used(clock.millis());
    for (int i = 0; i < nodes.size(); i++) {
      N node = nodes.get(Math.floorMod(mark + i, nodes.size()));
      if (node.breaker().isClosed()) {
        return node;
      }
    }
    return soonest(null);
  }

  /**
   * Where calls go one after the other until one is answered, each node once: first the one that
   * was asked before, as long as it is well and no other one clearly better; then those that are
   * well, those that lag, and those that are out, the one whose pause ends first before all others.
   *
   * @param before none at first
   */
  public final List<N> from(@Nullable N before) {
    long now = clock.millis();
    used(now);
    if (nodes.size() < 2) {
      return nodes;
    }
    N first = before != null && before.isGood() ? stay(before) : choose(null, now);
    // As they are now: others change them meanwhile.
    List<Ranked<N>> order = new ArrayList<>();
    nodes.forEach(node -> order.add(Ranked.of(node, node == first)));
    order.sort(
        Comparator.comparingInt((Ranked<N> each) -> each.rank()).thenComparing(Ranked::until));
    return order.stream().map(Ranked::node).toList();
  }

  private record Ranked<N extends RingNode>(N node, int rank, long until) {
    static <N extends RingNode> Ranked<N> of(N node, boolean first) {
      int rank = first ? 0 : node.isOut() ? 3 : node.isLagging() ? 2 : 1;
      return new Ranked<>(node, rank, node.breaker().openUntil());
    }
  }

  private N stay(N before) {
    N best = before;
    for (N node : nodes) {
      if (node.isGood() && node.latencyNanos() > 0 && isMuchFaster(node, best)) {
        best = node;
      }
    }
    return best;
  }

  /** Elsewhere one may not find yet what one has just changed; so not for the sake of noise. */
  private static boolean isMuchFaster(RingNode other, RingNode before) {
    long mine = before.latencyNanos();
    return mine > other.latencyNanos() + LEAVING_NANOS && mine > 2 * other.latencyNanos();
  }

  /** To the second: whoever watches wants no more, and calls needn't fight for a cache line. */
  private void used(long now) {
    if (now - usedAt >= 1_000) {
      usedAt = now;
    }
  }

  private N choose(@Nullable N without, long now) {
    int start = turn.getAndIncrement();
    N first = good(start, without, null);
    if (first == null) {
      return lesser(start, without);
    }
    // The distance to the second goes round as well, so that each pair meets.
    int size = nodes.size();
    int distance = 1 + Math.floorMod(Math.floorDiv(start, size), size - 1);
    N second = good(start + distance, without, first);
    return second != null && isBetter(second, first, now) ? second : first;
  }

  private static boolean isBetter(RingNode second, RingNode first, long now) {
    long mine = first.load(now);
    long other = second.load(now);
    return mine > other + NOISE_NANOS && mine > other + (other >> 1);
  }

  private @Nullable N good(int start, @Nullable N without, @Nullable N nor) {
    for (int i = 0; i < nodes.size(); i++) {
      N node = nodes.get(Math.floorMod(start + i, nodes.size()));
      if (node != without && node != nor && node.isGood()) {
        return node;
      }
    }
    return null;
  }

  /** Nobody is well: one that lags is better than none, and any is better than to say nothing. */
  private N lesser(int start, @Nullable N without) {
    for (int i = 0; i < nodes.size(); i++) {
      N node = nodes.get(Math.floorMod(start + i, nodes.size()));
      if (node != without && node.breaker().isClosed()) {
        return node;
      }
    }
    return soonest(without);
  }

  private N soonest(@Nullable N without) {
    N best = null;
    for (int i = 0; i < nodes.size(); i++) {
      N node = nodes.get(i);
      boolean sooner = best == null || node.breaker().openUntil() < best.breaker().openUntil();
      if (node != without && sooner) {
        best = node;
      }
    }
    return best == null ? nodes.get(0) : best;
  }

  /**
   * A node told how high it is: one that is too far behind the highest is out until it caught up.
   * What others told before isn't held against them: by now they may be as high.
   */
  public final synchronized void seen(N node, long height) {
    node.height(height);
    long behind = best() - height;
    if (behind > rules.maxLag()) {
      node.lagging(true);
    } else if (behind <= rules.caughtUp()) {
      node.lagging(false);
    }
  }

  /**
   * What nodes told of longer ago than that counts no more: for those that tell of their height
   * only when they are called, as who lags isn't.
   */
  public final synchronized void forget(Duration than) {
    long now = clock.millis();
    for (N each : nodes) {
      if (each.height() >= 0 && now - each.seenAt() > than.toMillis()) {
        each.height(-1);
        each.lagging(false);
      }
    }
  }

  /** The highest that a node told of that answers; -1 if none did. */
  private long best() {
    long best = -1;
    for (N each : nodes) {
      // One that is out may have told of a height that the others never come to.
      if (!each.isOut()) {
        best = Math.max(best, each.height());
      }
    }
    return best;
  }
}
