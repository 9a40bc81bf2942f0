package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.Usage;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    Map<CityNodeId, UsageCheck> checks = checks(pass);
    Map<NodeName, Long> stored = new HashMap<>();
    checks.values().forEach(c -> stored.putAll(c.stored()));
    pass.change(
        n ->
            n.seen(
                n.nodes().stream().map(s -> with(s, stored)).toList(), n.conditions(), n.height()));
    Counting counting = new Counting(pass.ports(), pass.network(), since, now);
    pass.keep(
        () -> {
          counting.write();
          checks.forEach(
              (at, check) ->
                  pass.ports()
                      .discrepancies()
                      .record(pass.id(), at, List.copyOf(check.discrepancies())));
        });
    checks.forEach(
        (at, check) ->
            pass.ports()
                .discrepancies()
                .recorded(pass.id(), at, List.copyOf(check.discrepancies())));
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

  /** What the city nodes' adapters say of usage, held against what is known here. */
  private static Map<CityNodeId, UsageCheck> checks(Pass pass) {
    Map<CityNodeId, UsageCheck> checks = new HashMap<>();
    pass.sights()
        .all()
        .keySet()
        .forEach(
            at -> {
              try {
                checks.put(at, check(pass, at, pass.at(at, a -> a.usage(pass.id()))));
              } catch (AdapterException e) {
                LOG.atDebug().addKeyValue("cityNode", at).setCause(e).log("no usage");
              }
            });
    return checks;
  }

  private static UsageCheck check(Pass pass, CityNodeId at, List<Usage> reported) {
    Map<NodeName, CityNodeId> places =
        pass.made().placement().map(Placement::nodes).orElse(Map.of());
    Map<NodeName, Resources> provided = new HashMap<>();
    pass.plan().nodes().stream()
        .filter(n -> at.equals(places.get(n.name())))
        .forEach(n -> provided.put(n.name(), n.resources()));
    Set<NodeName> running =
        pass.sights().at(at).stream()
            .flatMap(o -> o.workloads().stream())
            .filter(w -> w.phase() == Phase.RUNNING)
            .map(ObservedWorkload::name)
            .collect(Collectors.toSet());
    return UsageCheck.of(
        provided, running, reported, Duration.between(pass.network().createdAt(), pass.now()));
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
        status.message(),
        status.detail());
  }
}
