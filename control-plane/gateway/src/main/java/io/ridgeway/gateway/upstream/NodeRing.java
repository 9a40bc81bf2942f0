package io.ridgeway.gateway.upstream;

import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one network. A call goes to the better of two, by latency and calls under way, and
 * which two goes round. Thread-safe; choosing neither blocks nor allocates.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>A node whose circuit is open is sent no calls; once its pause is over {@link HeightWatch}
 *       probes it.
 *   <li>A node that lags is asked only while no other one is well.
 *   <li>Somebody is always asked: if all are out, the one whose pause ends first.
 * </ul>
 */
public final class NodeRing {
  /** Differences below that are noise, so that equals share the calls. */
  private static final long NOISE_NANOS = 1_000_000;

  private final Clock clock;
  private final RingRules rules;
  private final List<Node> nodes;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile long usedAt;

  /**
   * By the usual rules.
   *
   * @param nodes by their names
   * @param connect how long a call may wait for a connection to a node
   */
  public NodeRing(SortedMap<String, HostPort> nodes, Duration connect, Clock clock) {
    this(nodes, connect, RingRules.USUAL, clock);
  }

  /** By other rules. */
  public NodeRing(
      SortedMap<String, HostPort> nodes, Duration connect, RingRules rules, Clock clock) {
    this.clock = clock;
    this.rules = rules;
    List<Node> made = new ArrayList<>();
    nodes.forEach((name, at) -> made.add(new Node(name, at, connect, rules, clock)));
    this.nodes = List.copyOf(made);
  }

  /** Nodes that nobody named, by their places in the list. */
  public static NodeRing of(List<HostPort> nodes, Duration connect, Clock clock) {
    SortedMap<String, HostPort> named = new TreeMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      named.put(String.format("%04d", i), nodes.get(i));
    }
    return new NodeRing(named, connect, clock);
  }

  /** Whether there is nobody to ask. */
  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** How many nodes there are. */
  public int size() {
    return nodes.size();
  }

  /** The nodes, in the order of their names. */
  public List<Node> nodes() {
    return nodes;
  }

  /** When a call was last sent here, in milliseconds of the clock; 0 before the first. */
  public long usedAt() {
    return usedAt;
  }

  /** Where the next call goes. Only if the ring isn't empty. */
  public Node next() {
    long now = clock.millis();
    used(now);
    return nodes.size() == 1 ? nodes.get(0) : choose(null, now);
  }

  /** Where a call goes that another node left unanswered: to that one only if it is alone. */
  public Node other(Node than) {
    return nodes.size() == 1 ? than : choose(than, clock.millis());
  }

  /** Where calls with that mark go: the same node as long as its circuit is closed. */
  public Node sticky(int mark) {
    used(clock.millis());
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(Math.floorMod(mark + i, nodes.size()));
      if (node.breaker().isClosed()) {
        return node;
      }
    }
    return soonest(null);
  }

  /** To the second: whoever watches wants no more, and calls needn't fight for a cache line. */
  private void used(long now) {
    if (now - usedAt >= 1_000) {
      usedAt = now;
    }
  }

  private Node choose(@Nullable Node without, long now) {
    int start = turn.getAndIncrement();
    Node first = good(start, without, null);
    if (first == null) {
      return lesser(start, without);
    }
    // The distance to the second goes round as well, so that each pair meets.
    int size = nodes.size();
    int distance = 1 + Math.floorMod(Math.floorDiv(start, size), size - 1);
    Node second = good(start + distance, without, first);
    return second != null && isBetter(second, first, now) ? second : first;
  }

  private static boolean isBetter(Node second, Node first, long now) {
    long mine = first.load(now);
    long other = second.load(now);
    return mine > other + NOISE_NANOS && mine > other + (other >> 1);
  }

  private @Nullable Node good(int start, @Nullable Node without, @Nullable Node nor) {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(Math.floorMod(start + i, nodes.size()));
      if (node != without && node != nor && node.isGood()) {
        return node;
      }
    }
    return null;
  }

  /** Nobody is well: one that lags is better than none, and any is better than to say nothing. */
  private Node lesser(int start, @Nullable Node without) {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(Math.floorMod(start + i, nodes.size()));
      if (node != without && node.breaker().isClosed()) {
        return node;
      }
    }
    return soonest(without);
  }

  private Node soonest(@Nullable Node without) {
    Node best = null;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      boolean sooner = best == null || node.breaker().openUntil() < best.breaker().openUntil();
      if (node != without && sooner) {
        best = node;
      }
    }
    return best == null ? nodes.get(0) : best;
  }

  /** A node told how high it is: who is too far behind the highest is out until it caught up. */
  public synchronized void seen(Node node, long height) {
    node.height(height);
    long best = best();
    for (Node each : nodes) {
      long behind = best - each.height();
      if (each.height() < 0) {
        continue;
      }
      if (behind > rules.maxLag()) {
        each.lagging(true);
      } else if (behind <= rules.caughtUp()) {
        each.lagging(false);
      }
    }
  }

  /** The highest that a node told of that answers; -1 if none did. */
  private long best() {
    long best = -1;
    for (Node each : nodes) {
      // One that is out may have told of a height that the others never come to.
      if (!each.isOut()) {
        best = Math.max(best, each.height());
      }
    }
    return best;
  }
}
