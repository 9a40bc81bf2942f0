package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away the pods whose definition has changed, so that they come back with the new one: of a
 * consensus group one at a time, and the next only when all its members here run again. What
 * doesn't run anyway is taken at once.
 *
 * <p>It isn't asked to: it sees a pod whose digest isn't its stateful set's, whoever applied that.
 * Then it removes the configuration that no pod uses any longer.
 */
final class Restarts {
  private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

  private final Cluster cluster;
  private final Writer writer;
  private final Supplier<Connection> connection;
  private final Set<NetworkId> queued = ConcurrentHashMap.newKeySet();
  private final Set<NetworkId> working = ConcurrentHashMap.newKeySet();
  private final Set<NetworkId> again = ConcurrentHashMap.newKeySet();

  Restarts(Cluster cluster, Writer writer, Supplier<Connection> connection) {
    this.cluster = cluster;
    this.writer = writer;
    this.connection = connection;
  }

  /** Looks at the network soon; returns at once. */
  void consider(NetworkId network) {
    if (queued.add(network)) {
      cluster.workers().later(() -> take(network));
    }
  }

  /** Looks at it only if a pod isn't as declared: whoever did so before may have failed or died. */
  void resume(Connection to, NetworkId network) {
    if (NodeSight.all(to.sights(), network).values().stream().anyMatch(NodeSight::outdated)) {
      consider(network);
    }
  }

  private void take(NetworkId network) {
    queued.remove(network);
    if (!working.add(network)) {
      again.add(network);
      return;
    }
    try {
      Deadline deadline = cluster.deadline();
      Connection to = connection.get();
      // What isn't seen yet must not be taken for what isn't there.
      to.watches().awaitFresh(deadline);
      try (WriteLocks.Held lock = cluster.locks().take(network)) {
        step(to, network, deadline);
      }
    } catch (AdapterException | ApiRefusal | IllegalStateException e) {
      if (cluster.workers().isClosed()) {
        return;
      }
      // The next event, observation or apply tries again.
      LOG.atWarn()
          .setMessage("a node's pod could not be taken away")
          .addKeyValue("network", network)
          .addKeyValue("why", e.getMessage())
          .log();
    } finally {
      working.remove(network);
      if (again.remove(network)) {
        consider(network);
      }
    }
  }

  private void step(Connection to, NetworkId network, Deadline deadline) {
    if (Cluster.namespace(to.sights(), network).filter(n -> !n.leaving()).isEmpty()) {
      return;
    }
    Map<NodeName, NodeSight> nodes = NodeSight.all(to.sights(), network);
    for (Seen pod : due(nodes)) {
      writer.delete(to, pod, deadline);
    }
    tidy(to, network, nodes, deadline);
  }

  /** The pods that may go now. */
  static List<Seen> due(Map<NodeName, NodeSight> nodes) {
    Map<String, Integer> away = new HashMap<>();
    nodes.values().stream()
        .filter(n -> n.set().isPresent() && !n.runs())
        .forEach(n -> away.merge(n.group(), 1, Integer::sum));
    List<Seen> due = new ArrayList<>();
    for (NodeSight node : nodes.values()) {
      boolean outdated = node.outdated() && node.set().filter(s -> !s.leaving()).isPresent();
      if (outdated && node.pod().filter(p -> !p.leaving()).isPresent()) {
        boolean first = away.getOrDefault(node.group(), 0) == 0;
        if (first || !node.runs()) {
          due.add(node.pod().orElseThrow());
          away.merge(node.group(), 1, Integer::sum);
        }
      }
    }
    return due;
  }

  private void tidy(
      Connection to, NetworkId network, Map<NodeName, NodeSight> nodes, Deadline deadline) {
    Members members = Cluster.members(to.sights(), network);
    if (members.nodes().isEmpty()) {
      return;
    }
    for (Seen seen : to.sights().of(network)) {
      Kind kind = seen.key().kind();
      if ((kind == Kind.CONFIG_MAP || kind == Kind.SECRET)
          && Spaces.holds(network, seen.key())
          && !members.has(seen.key())
          && !seen.leaving()
          && seen.node().map(nodes::get).filter(Restarts::isUpToDate).isPresent()) {
        writer.delete(to, seen, deadline);
      }
    }
  }

  private static boolean isUpToDate(NodeSight node) {
    return node.set().isPresent()
        && !node.pods().isEmpty()
        && node.pods().stream().noneMatch(Seen::leaving)
        && !node.outdated();
  }
}
