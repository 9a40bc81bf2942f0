package io.ridgeway.gateway;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.gateway.bsn.Nonces;
import io.ridgeway.gateway.meter.Meters;
import io.ridgeway.gateway.submit.Submitter;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.Signer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
  private final Map<String, LiveApplication> applications = new ConcurrentHashMap<>();
  private final Map<String, LiveClient> clients = new ConcurrentHashMap<>();
  private final Function<String, FrameworkPack> packs;
  private final Signer signer;
  private final Meters meters;
  private final Limits limits;
  private final Supplier<Submitter> submitters;
  private final Supplier<Desk> desks;
  private final Consumer<LedgerClient> retiring;
  private final Duration connectTimeout;
  private final Clock clock;
  private volatile boolean known;

  /**
   * None yet.
   *
   * @param signer signs for the gateway itself, where nodes ask who it is
   * @param retiring takes clients that no further call will use, to be closed once those under way
   *     are over
   */
  Networks(
      Function<String, FrameworkPack> packs,
      Signer signer,
      Meters meters,
      Limits limits,
      Supplier<Submitter> submitters,
      Supplier<Desk> desks,
      Consumer<LedgerClient> retiring,
      Duration connectTimeout,
      Clock clock) {
    this.packs = packs;
    this.signer = signer;
    this.meters = meters;
    this.limits = limits;
    this.submitters = submitters;
    this.desks = desks;
    this.retiring = retiring;
    this.connectTimeout = connectTimeout;
    this.clock = clock;
  }

  /** The network, if it is one that was heard of. */
  @Nullable LiveNetwork find(String network) {
    return networks.get(network);
  }

  /** The application of that code, if it is one that was heard of. */
  @Nullable LiveApplication application(String appCode) {
    return applications.get(appCode);
  }

  /** The application whose certificate has that fingerprint, if it is one that was heard of. */
  @Nullable LiveClient client(String fingerprint) {
    return clients.get(fingerprint);
  }

  /** Whether all networks were heard of once; before, a missing one means nothing. */
  boolean known() {
    return known;
  }

  /** Makes {@code routes} all that there is. */
  void replaceAll(Map<NetworkId, NetworkRoute> routes) {
    routes.forEach(this::put);
    Set<NetworkId> kept = routes.keySet();
    networks.values().stream()
        .map(LiveNetwork::id)
        .filter(id -> !kept.contains(id))
        .toList()
        .forEach(this::remove);
    known = true;
  }

  void put(NetworkId id, NetworkRoute route) {
    try {
      LiveNetwork known = networks.get(id.value());
      Set<String> before = known == null ? Set.of() : known.route().applications().keySet();
      Set<String> certified = known == null ? Set.of() : known.route().clients().keySet();
      NetworkRoute gone = known == null ? null : known.route();
      limits.keys().hear(route);
      take(id, route);
      LiveNetwork now = networks.get(id.value());
      index(before, now);
      certify(certified, now);
      gate(now, route);
      if (gone != null) {
        limits.keys().forget(gone, route);
      }
    } catch (RuntimeException e) {
      // One route that isn't understood must not hold up the others; nor may it stay as it was,
      // since what changed may be a key that was revoked.
      LOG.atError().addKeyValue("network", id).setCause(e).log("A route can't be used");
      limits.keys().forget(route, null);
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
              limits.network(id, route.tps()),
              meters.of(route.tenant(), id),
              submitters.get(),
              desks.get()));
    } else if (!live.route().equals(route)) {
      boolean moved =
          !live.route().endpoints().equals(route.endpoints())
              || !live.route().framework().equals(route.framework())
              || !live.route().identities().equals(route.identities());
      LedgerClient before = live.ledger();
      limits.change(live.limit(), route.tps());
      live.hear(moved ? fresh(route) : new LiveNetwork.Heard(route, live.ring(), live.ledger()));
      if (moved) {
        retiring.accept(before);
      }
    }
  }

  /** Applications keep their nonces for as long as they are in force. */
  private void index(Set<String> before, @Nullable LiveNetwork live) {
    if (live == null) {
      return;
    }
    Set<String> now = live.route().applications().keySet();
    now.forEach(
        code ->
            applications.computeIfAbsent(
                code, c -> new LiveApplication(live, c, new Nonces(Nonces.ROOM))));
    before.stream().filter(code -> !now.contains(code)).forEach(applications::remove);
  }

  private void certify(Set<String> before, @Nullable LiveNetwork live) {
    if (live != null) {
      Set<String> now = live.route().clients().keySet();
      now.forEach(print -> clients.computeIfAbsent(print, p -> new LiveClient(live, p)));
      before.stream().filter(print -> !now.contains(print)).forEach(clients::remove);
    }
  }

  /** Gates stay as they are, and what they have counted, unless their limits are others. */
  private void gate(@Nullable LiveNetwork live, NetworkRoute route) {
    if (live == null) {
      return;
    }
    Map<CredentialId, KeyGate> before = live.gates();
    Map<CredentialId, KeyGate> now = new HashMap<>();
    route
        .limits()
        .forEach(
            (credential, wanted) -> {
              KeyGate gate = before.get(credential);
              now.put(
                  credential,
                  gate != null && gate.limits().equals(wanted)
                      ? gate
                      : limits.gate(route.tenant(), credential, wanted, gate));
            });
    live.gates(now);
    before.forEach(
        (credential, gate) -> {
          if (!now.containsKey(credential)) {
            limits.forget(gate);
          }
        });
  }

  void remove(NetworkId id) {
    LiveNetwork gone = networks.remove(id.value());
    if (gone != null) {
      gone.route().applications().keySet().forEach(applications::remove);
      gone.route().clients().keySet().forEach(clients::remove);
      retiring.accept(gone.ledger());
      limits.forget(gone.limit());
      gone.gates().values().forEach(limits::forget);
      limits.keys().forget(gone.route(), null);
    }
  }

  /** Those that there are now. */
  Collection<LiveNetwork> all() {
    return networks.values();
  }

  /** Forgets all. */
  void clear() {
    networks.values().stream().map(LiveNetwork::id).toList().forEach(this::remove);
  }

  private LiveNetwork.Heard fresh(NetworkRoute route) {
    return new LiveNetwork.Heard(
        route, new NodeRing(route.named(PORT), connectTimeout, clock), client(route));
  }

  private LedgerClient client(NetworkRoute route) {
    FrameworkPack pack = packs.apply(route.framework().name());
    return pack.gatewayKey()
        .map(
            key -> pack.client(route.endpoints(), new GatewayName(key, route.identities(), signer)))
        .orElseGet(() -> pack.client(route.endpoints()));
  }
}
