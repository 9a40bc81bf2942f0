package io.ridgeway.gateway;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.nodes.SteadyClock;
import io.ridgeway.gateway.delivery.Deliveries;
import io.ridgeway.gateway.heads.HeadFeeds;
import io.ridgeway.gateway.meter.Meters;
import io.ridgeway.gateway.submit.Submitter;
import io.ridgeway.gateway.submit.Tenures;
import io.ridgeway.gateway.upstream.HeightWatch;
import io.ridgeway.gateway.upstream.Node;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.journal.Journal;
import io.ridgeway.model.key.Signer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane: one HTTP server on a port of its own, that authenticates, limits, signs, forwards
 * and meters. Needs nothing but its parts: no container, no database.
 *
 * <p>To be started and closed once, by a thread that may block.
 */
public final class GatewayServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

  /** How many readers' passes may wait to be looked at. */
  private static final int MOST_READERS = 128;

  /** Servers that ask for any port must not be given the same one: see {@code listenOn}. */
  private static final AtomicInteger ANY_PORT = new AtomicInteger();

  private final Vertx vertx;
  private final Signer signer;
  private final ControlPlane control;
  private final GatewaySettings settings;
  private final Clock clock;
  private final Clock steady;
  private final Drain drain = new Drain();
  private final Housekeeping housekeeping = new Housekeeping(drain);
  private final GatewayStats stats = new GatewayStats();
  private final Meters meters;
  private final Limits limits;
  private final Tenures tenures;
  private final Networks networks;
  private final Routes routes;
  private final Upstream workersUpstream;
  private final HeightWatch heights;
  private final EventStreams streams;
  private final EthSockets sockets;
  private final Relays relays;
  private final Signatories signatories;
  private final BsnCalls bsn;
  private final ThreadPoolExecutor workers;
  private volatile Optional<Deliveries> deliveries = Optional.empty();
  private volatile String deployment = "";
  private volatile int port;
  private volatile int grpcPort;

  /**
   * @param vertx whose event loops serve; stays the caller's
   * @param packs the pack of a framework by its name
   * @param signer signs for managed accounts
   * @param journal takes the counts
   */
  public GatewayServer(
      Vertx vertx,
      RouteSource routes,
      Function<String, FrameworkPack> packs,
      Signer signer,
      Journal journal,
      Clock clock,
      GatewaySettings settings) {
    this(vertx, routes, packs, signer, journal, ControlPlane.none(), clock, settings);
  }

  /**
   * @param vertx whose event loops serve; stays the caller's
   * @param packs the pack of a framework by its name
   * @param signer signs for managed accounts
   * @param journal takes the counts
   * @param control what some calls ask for
   */
  public GatewayServer(
      Vertx vertx,
      RouteSource routes,
      Function<String, FrameworkPack> packs,
      Signer signer,
      Journal journal,
      ControlPlane control,
      Clock clock,
      GatewaySettings settings) {
    this(
        vertx,
        routes,
        packs,
        signer,
        journal,
        control,
        clock,
        new SteadyClock(clock.instant(), System::nanoTime),
        settings);
  }

  /** With another source of steady time. */
  GatewayServer(
      Vertx vertx,
      RouteSource routes,
      Function<String, FrameworkPack> packs,
      Signer signer,
      Journal journal,
      ControlPlane control,
      Clock clock,
      Clock steady,
      GatewaySettings settings) {
    this.vertx = vertx;
    this.signer = signer;
    this.control = control;
    this.settings = settings;
    this.clock = clock;
    this.steady = steady;
    this.meters = new Meters(settings.instance(), journal, clock);
    this.limits =
        new Limits(
            settings.instance(),
            control.shared().map(ControlPlane.Shared::shares),
            control.shared().map(ControlPlane.Shared::days),
            clock,
            steady);
    this.tenures =
        new Tenures(
            control.shared().map(ControlPlane.Shared::accounts).orElse(null),
            // After a restart it is somebody else, as whoever waits for it has to know.
            settings.instance() + "/" + UUID.randomUUID(),
            limits::members);
    this.workers =
        new ThreadPoolExecutor(
            settings.workers(),
            settings.workers(),
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Housekeeping.threads("gateway-worker"),
            // Only after close, when nobody is left to be answered.
            new ThreadPoolExecutor.DiscardPolicy());
    workers.allowCoreThreadTimeOut(true);
    this.workersUpstream = new Upstream(vertx, settings.connectTimeout(), settings.nodeTimeout());
    this.networks =
        new Networks(
            packs,
            signer,
            meters,
            limits,
            () -> new Submitter(signer, tenures, clock, workers, settings.maxWaiting()),
            () -> new Desk(workers, settings.maxWaiting()),
            housekeeping::retire,
            settings.connectTimeout(),
            steady);
    this.heights =
        new HeightWatch(
            workersUpstream, () -> networks.all().stream().map(LiveNetwork::ring).toList(), steady);
    this.signatories = new Signatories(signer, new Permits(limits.keys(), clock));
    this.bsn = new BsnCalls(signer, signatories, control.registrar(), control.callbacks(), stats);
    this.relays = new Relays(settings.maxWaiting());
    this.streams =
        new EventStreams(
            vertx, Executors.newCachedThreadPool(Housekeeping.threads("gateway-events")), stats);
    this.sockets =
        new EthSockets(
            new HeadFeeds(
                workersUpstream,
                Executors.newCachedThreadPool(Housekeeping.threads("gateway-heads"))));
    this.routes = new Routes(routes, networks, settings.reloadEvery());
  }

  /**
   * Listens, and begins to load the routes: until they are there, calls are told to try again.
   *
   * @throws IllegalStateException if it can't listen
   */
  public void start() {
    int listenOn = settings.port() == 0 ? -ANY_PORT.incrementAndGet() : settings.port();
    GatewayVerticle.Parts parts =
        new GatewayVerticle.Parts(
            settings,
            listenOn,
            -ANY_PORT.incrementAndGet(),
            networks,
            workersUpstream,
            streams,
            sockets,
            signatories,
            bsn,
            control.readers(),
            new Desk(workers, MOST_READERS),
            drain,
            stats,
            clock,
            relays,
            at -> port = at,
            at -> grpcPort = at);
    try {
      deployment =
          await(
              vertx.deployVerticle(
                  () -> new GatewayVerticle(parts),
                  new DeploymentOptions().setInstances(settings.eventLoops())));
    } catch (CompletionException e) {
      close();
      throw new IllegalStateException(
          "The gateway can't listen on "
              + settings.host()
              + ":"
              + settings.port()
              + settings.grpc().map(grpc -> ", and by " + grpc).orElse(""),
          e.getCause());
    }
    routes.start();
    deliveries =
        control
            .deliveries()
            .map(
                ports ->
                    Deliveries.begin(
                        vertx,
                        settings.instance(),
                        ports,
                        new LiveGrounds(networks, signatories),
                        signer,
                        clock,
                        Housekeeping.threads("gateway-callbacks")));
    housekeeping.flush(meters, settings.flushEvery());
    housekeeping.hold(tenures);
    housekeeping.look(heights, limits, networks);
    limits.start();
    LOG.atInfo()
        .addKeyValue("host", settings.host())
        .addKeyValue("port", port)
        .addKeyValue("grpcPort", grpcPort)
        .log("The gateway listens");
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Where it listens for gRPC; 0 if it doesn't. */
  public int grpcPort() {
    return grpcPort;
  }

  /** The nodes of the networks that were called in the last minute, as calls met them. */
  public List<NodeState> nodes() {
    long since = steady.millis() - 60_000;
    return networks.all().stream()
        .filter(network -> network.ring().usedAt() > since)
        .flatMap(
            network ->
                network.ring().nodes().stream().map(node -> new NodeState(network.id(), node)))
        .toList();
  }

  /**
   * A node of a network.
   *
   * @param node its name and how it fares
   */
  public record NodeState(NetworkId network, Node node) {}

  /** How many transactions were found stuck, of the networks that there are. */
  public long stuckTransactions() {
    return networks.all().stream().mapToLong(network -> network.submitter().stuck()).sum();
  }

  /** How many of them were replaced at a higher price. */
  public long replacedTransactions() {
    return networks.all().stream().mapToLong(network -> network.submitter().replaced()).sum();
  }

  /** What it has counted. */
  public GatewayStats stats() {
    return stats;
  }

  /** How many calls are counted and not yet in the journal; grows while the journal is away. */
  public long unwrittenCalls() {
    return meters.unwritten();
  }

  /** Whether the routes were read at least once, and this gateway's share of limits is known. */
  public boolean ready() {
    return networks.known() && limits.settled();
  }

  /**
   * Takes no more calls, lets those under way end for as long as the settings say, and hands the
   * last counts to the journal.
   */
  @Override
  public void close() {
    streams.close();
    sockets.close();
    relays.close();
    deliveries.ifPresent(Deliveries::close);
    try {
      drain.close().get(settings.drain().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.atWarn().log("The gateway closes while calls are under way");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!deployment.isEmpty()) {
      await(vertx.undeploy(deployment));
      deployment = "";
    }
    Housekeeping.end(workers);
    housekeeping.endTurns();
    tenures.close();
    await(workersUpstream.close());
    routes.close();
    // Before the networks go, or each key's calls of the day would be given back by itself.
    limits.close();
    networks.clear();
    housekeeping.close();
    if (!meters.flush()) {
      LOG.atError()
          .addKeyValue("lostCalls", meters.unwritten())
          .log("The gateway closes with counts that the journal didn't take");
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
