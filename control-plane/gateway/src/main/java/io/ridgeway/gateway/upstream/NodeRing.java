package io.ridgeway.gateway.upstream;

import io.ridgeway.model.place.HostPort;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The nodes of one network in turn. A node that fails is passed over for a while: 1 s, then twice
 * as long each time it fails again, at most 15 s. If all are out, the one that has waited longest
 * is tried all the same. Thread-safe.
 */
public final class NodeRing {
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 15_000;

  private final Clock clock;
  private final List<Node> nodes;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param connect how long a call may wait for a connection to a node
   */
  public NodeRing(List<HostPort> nodes, Duration connect, Clock clock) {
    this.clock = clock;
    this.nodes = nodes.stream().map(at -> new Node(at, connect, clock)).toList();
  }

  /** Whether there is nobody to ask. */
  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** How many nodes there are. */
  public int size() {
    return nodes.size();
  }

  /** Where the next call goes. Only if the ring isn't empty. */
  public Node next() {
    return from(turn.getAndIncrement());
  }

  /** Where calls with that mark go, the same node as long as it is well. */
  public Node sticky(int mark) {
    return from(mark);
  }

  private Node from(int start) {
    if (nodes.size() == 1) {
      return nodes.get(0);
    }
    long now = clock.millis();
    Node best = nodes.get(Math.floorMod(start, nodes.size()));
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(Math.floorMod(start + i, nodes.size()));
      if (node.outUntil <= now) {
        return node;
      }
      if (node.outUntil < best.outUntil) {
        best = node;
      }
    }
    return best;
  }

  /** One node and how it fared. */
  public static final class Node {
    private final Clock clock;
    private final RequestOptions options;
    private volatile long outUntil;
    private volatile long pause;

    private Node(HostPort at, Duration connect, Clock clock) {
      this.clock = clock;
      this.options =
          new RequestOptions()
              .setMethod(HttpMethod.POST)
              .setHost(at.host())
              .setPort(at.port())
              .setURI("/")
              .setConnectTimeout(connect.toMillis())
              .putHeader("content-type", "application/json");
    }

    /** How it is asked; not to be changed. */
    RequestOptions options() {
      return options;
    }

    /** It couldn't be reached or broke off. */
    void failed() {
      long next = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, pause * 2));
      pause = next;
      outUntil = clock.millis() + next;
    }

    /** It answered. */
    void answered() {
      if (pause != 0) {
        pause = 0;
        outUntil = 0;
      }
    }
  }
}
