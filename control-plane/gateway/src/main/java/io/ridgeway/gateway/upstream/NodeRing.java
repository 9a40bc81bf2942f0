package io.ridgeway.gateway.upstream;

import io.ridgeway.framework.nodes.Ring;
import io.ridgeway.framework.nodes.RingRules;
import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes of one network that are asked over HTTP; {@link HeightWatch} probes those that are out.
 */
public final class NodeRing extends Ring<Node> {
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
    super(made(nodes, connect, rules, clock), rules, clock);
  }

  private static List<Node> made(
      SortedMap<String, HostPort> nodes, Duration connect, RingRules rules, Clock clock) {
    List<Node> made = new ArrayList<>();
    nodes.forEach((name, at) -> made.add(new Node(name, at, connect, rules, clock)));
    return made;
  }

  /** Nodes that nobody named, by their places in the list. */
  public static NodeRing of(List<HostPort> nodes, Duration connect, Clock clock) {
    SortedMap<String, HostPort> named = new TreeMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      named.put(String.format("%04d", i), nodes.get(i));
    }
    return new NodeRing(named, connect, clock);
  }
}
