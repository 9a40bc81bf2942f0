package io.ridgeway.gateway;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.gateway.meter.Meters;
import io.ridgeway.gateway.submit.Submitter;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.model.NetworkId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The networks that calls may reach, in memory. Read by all, changed by {@link Routes} only. */
final class Networks {
  /** The port of a node that speaks JSON-RPC. */
  private static final String PORT = "rpc";

  private static final Logger LOG = LoggerFactory.getLogger(Networks.class);

  private final Map<String, LiveNetwork> networks = new ConcurrentHashMap<>();
  private final Function<String, FrameworkPack> packs;
  private final Meters meters;
  private final Supplier<Submitter> submitters;
  private final Duration connectTimeout;
  private final Clock clock;
  private volatile boolean known;

  Networks(
      Function<String, FrameworkPack> packs,
      Meters meters,
      Supplier<Submitter> submitters,
      Duration connectTimeout,
      Clock clock) {
    this.packs = packs;
    this.meters = meters;
    this.submitters = submitters;
    this.connectTimeout = connectTimeout;
    this.clock = clock;
  }

  /** The network, if it is one that was heard of. */
  @Nullable LiveNetwork find(String network) {
    return networks.get(network);
  }

  /** Whether all networks were heard of once; before, a missing one means nothing. */
  boolean known() {
    return known;
  }

  /** Makes {@code routes} all that there is. */
  void replaceAll(Map<NetworkId, NetworkRoute> routes) {
    routes.forEach(this::put);
    Set<NetworkId> kept = routes.keySet();
    networks.values().removeIf(network -> !kept.contains(network.id()));
    known = true;
  }

  void put(NetworkId id, NetworkRoute route) {
    try {
      take(id, route);
    } catch (RuntimeException e) {
      // One route that isn't understood must not hold up the others; nor may it stay as it was,
      // since what changed may be a key that was revoked.
      LOG.atError().addKeyValue("network", id).setCause(e).log("A route can't be used");
      remove(id);
    }
  }

  private void take(NetworkId id, NetworkRoute route) {
    LiveNetwork live = networks.get(id.value());
    if (live == null) {
      networks.put(
          id.value(),
          new LiveNetwork(
              id,
              fresh(route),
              new RateLimit(route.tps(), clock),
              meters.of(route.tenant(), id),
              submitters.get()));
    } else if (!live.route().equals(route)) {
      boolean moved =
          !live.route().endpoints().equals(route.endpoints())
              || !live.route().framework().equals(route.framework());
      live.hear(moved ? fresh(route) : new LiveNetwork.Heard(route, live.ring(), live.ledger()));
    }
  }

  void remove(NetworkId id) {
    networks.remove(id.value());
  }

  private LiveNetwork.Heard fresh(NetworkRoute route) {
    return new LiveNetwork.Heard(
        route,
        new NodeRing(route.ports(PORT), connectTimeout, clock),
        packs.apply(route.framework().name()).client(route.endpoints()));
  }
}
