package io.ridgeway.app.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.ridgeway.gateway.GatewayServer;
import io.ridgeway.gateway.GatewayStats;
import io.ridgeway.gateway.upstream.Node;
import io.ridgeway.keys.journal.JournalShipper;
import io.ridgeway.store.network.ConditionCounts;
import io.ridgeway.store.work.Backlog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What operators watch, beside what Quarkus measures by itself. Each part is announced by whoever
 * has it, so a process shows only what belongs to its roles.
 */
@Singleton
final class Meters {
  private static final List<Tags> ALARMING =
      List.of(
          tags("PROGRESSING", "FALSE", "Halted"),
          tags("CERTIFICATES_VALID", "TRUE", "Due"),
          tags("CERTIFICATES_VALID", "FALSE", "Expired"),
          tags("STORAGE_AMPLE", "TRUE", "Filling"),
          tags("STORAGE_AMPLE", "FALSE", "NearlyFull"),
          tags("ENDORSING", "FALSE", "Failing"));

  private final MeterRegistry registry;
  private volatile Backlog.@Nullable Size backlog;
  private @Nullable MultiGauge conditions;
  private final Map<String, MultiGauge> nodes = new ConcurrentHashMap<>();

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** How far the database is behind the journal. */
  void journal(JournalShipper shipper) {
    Gauge.builder("ridgeway.journal.lag.entries", shipper, s -> s.lag().entries())
        .description("Entries of the local journal that are not in the database yet")
        .register(registry);
    Gauge.builder("ridgeway.journal.lag.age", shipper, s -> seconds(s.lag().age()))
        .description("Age of the oldest entry that is not in the database yet")
        .baseUnit("seconds")
        .register(registry);
  }

  /** Durable work that is due and that nobody has taken up. */
  void backlog(Backlog.Size now) {
    if (backlog == null) {
      backlog = now;
      gauge("ridgeway.work.due", "Durable tasks that are due", Backlog.Size::due);
      gauge(
          "ridgeway.work.age.seconds",
          "How long the oldest durable task has been due",
          size -> seconds(size.oldest()));
    }
    backlog = now;
  }

  /** What is so of how many networks, by condition, status and reason. */
  void conditions(List<ConditionCounts.Count> now) {
    if (conditions == null) {
      conditions =
          MultiGauge.builder("ridgeway.networks.conditions")
              .description("Networks of which a condition says so, by its status and reason")
              .register(registry);
    }
    Map<Tags, Long> counts = new HashMap<>();
    // There from the start, so that an alarm sees them rise.
    ALARMING.forEach(tags -> counts.put(tags, 0L));
    now.forEach(
        count -> counts.put(tags(count.type(), count.status(), count.reason()), count.networks()));
    // What is said of none any more goes: an alarm on it ends.
    conditions.register(
        counts.entrySet().stream()
            .map(count -> MultiGauge.Row.of(count.getKey(), count.getValue()))
            .toList(),
        true);
  }

  private static Tags tags(String condition, String status, String reason) {
    return Tags.of("condition", condition, "status", status, "reason", reason);
  }

  private void gauge(String name, String description, ToDoubleFunction<Backlog.Size> of) {
    Gauge.builder(
            name,
            () -> {
              Backlog.Size seen = backlog;
              return seen == null ? Double.NaN : of.applyAsDouble(seen);
            })
        .description(description)
        .register(registry);
  }

  /** The gateway's calls by what became of them. */
  void gateway(GatewayServer server) {
    calls(server, "forwarded", GatewayStats::forwarded);
    calls(server, "answered", GatewayStats::answeredHere);
    calls(server, "submitted", GatewayStats::submitted);
    calls(server, "unauthenticated", GatewayStats::unauthenticated);
    calls(server, "limited", GatewayStats::limited);
    calls(server, "malformed", GatewayStats::malformed);
    calls(server, "refused", GatewayStats::refused);
    calls(server, "unanswered", GatewayStats::unanswered);
    Gauge.builder("ridgeway.gateway.stuck.transactions", server, GatewayServer::stuckTransactions)
        .description("Transactions that were found waiting for long, of networks that are there")
        .register(registry);
    Gauge.builder(
            "ridgeway.gateway.replaced.transactions", server, GatewayServer::replacedTransactions)
        .description("Stuck transactions that were replaced at a higher price")
        .register(registry);
    Gauge.builder("ridgeway.gateway.unwritten.calls", server, GatewayServer::unwrittenCalls)
        .description("Calls that are counted and not in the journal yet")
        .register(registry);
  }

  /** How the nodes of the networks that are called fare; those that aren't any more go. */
  void nodes(List<GatewayServer.NodeState> now) {
    node("height", "Newest block that a node told the gateway of", now, Node::height);
    node("lagging", "1 if a node is left out as it is behind", now, n -> n.isLagging() ? 1 : 0);
    node("out", "1 if a node is left out as it failed", now, n -> n.isOut() ? 1 : 0);
    node("latency.seconds", "Smoothed time to an answer", now, n -> n.latencyNanos() / 1e9);
    node("under.way", "Calls that wait for a node", now, Node::underWay);
    node("failures", "Calls that a node left unanswered", now, Node::failures);
  }

  private void node(
      String what,
      String description,
      List<GatewayServer.NodeState> now,
      ToDoubleFunction<Node> value) {
    nodes
        .computeIfAbsent(
            what,
            name ->
                MultiGauge.builder("ridgeway.gateway.node." + name)
                    .description(description)
                    .register(registry))
        .register(
            now.stream()
                .map(
                    state ->
                        MultiGauge.Row.of(
                            Tags.of(
                                "network", state.network().value(), "node", state.node().name()),
                            state.node(),
                            value))
                .toList(),
            true);
  }

  private void calls(GatewayServer server, String outcome, ToDoubleFunction<GatewayStats> counted) {
    FunctionCounter.builder("ridgeway.gateway.calls", server.stats(), counted)
        .description("Calls to the gateway; batches count by their items")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
