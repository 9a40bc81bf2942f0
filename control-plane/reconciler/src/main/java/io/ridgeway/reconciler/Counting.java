package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Usage;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One count of what a network's existence uses. Since when is asked of the usage book itself, so
 * that the hours of a long silence are billed too, and no hour twice.
 */
record Counting(Ports ports, Network network, Instant since, Instant now) {
  private static final Logger LOG = LoggerFactory.getLogger(Counting.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  /** Counts if the last count is old enough, and keeps what the nodes store now. */
  static void perhaps(Pass pass) {
    Optional<Instant> readyAt = pass.network().readyAt();
    if (readyAt.isEmpty()) {
      return;
    }
    Instant now = pass.now();
    Instant since = countedTo(pass).orElse(readyAt.get());
    if (now.isBefore(since.plus(EVERY))) {
      return;
    }
    Map<NodeName, Long> stored = stored(pass);
    pass.change(
        n ->
            n.seen(
                n.nodes().stream().map(s -> with(s, stored)).toList(), n.conditions(), n.height()));
    Counting counting = new Counting(pass.ports(), pass.network(), since, now);
    pass.keep(counting::write);
  }

  /** The last count, as things were when they were last seen. */
  static Counting last(Pass pass) {
    Network network = pass.network();
    Instant now = pass.now();
    Instant since = countedTo(pass).or(network::readyAt).orElse(now);
    return new Counting(pass.ports(), network, since, now);
  }

  /** Called within a transaction. */
  void write() {
    ports.faults().around(FaultPort.COUNT, () -> ports.metering().count(network, since, now));
  }

  private static Optional<Instant> countedTo(Pass pass) {
    return pass.ports().transactions().asSystem(() -> pass.ports().metering().countedTo(pass.id()));
  }

  private static Map<NodeName, Long> stored(Pass pass) {
    Map<NodeName, Long> stored = new HashMap<>();
    pass.sights()
        .all()
        .keySet()
        .forEach(
            at -> {
              try {
                List<Usage> usage = pass.at(at, a -> a.usage(pass.id()));
                usage.forEach(u -> stored.put(u.node(), u.storageBytes()));
              } catch (AdapterException e) {
                LOG.atDebug().addKeyValue("cityNode", at).setCause(e).log("no usage");
              }
            });
    return stored;
  }

  private static NodeStatus with(NodeStatus status, Map<NodeName, Long> stored) {
    return new NodeStatus(
        status.name(),
        status.role(),
        status.cityNode(),
        status.phase(),
        status.restarts(),
        status.height(),
        stored.getOrDefault(status.name(), status.storageBytes()),
        status.message());
  }
}
