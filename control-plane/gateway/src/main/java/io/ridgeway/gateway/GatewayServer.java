package io.ridgeway.gateway;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.gateway.delivery.Deliveries;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
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

  /** Longer than any call takes. */
  private static final Duration RETIRED = Duration.ofMinutes(1);

  private static final long EXPIRE_MILLIS = 500;
  private static final long HOLD_MILLIS = 250;
  private static final long WATCH_MILLIS = 5_000;

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
  private final GatewayStats stats = new GatewayStats();
  private final Meters meters;
  private final Limits limits;
  private final Tenures tenures;
  private final ScheduledThreadPoolExecutor keeper;
  private final Networks networks;
  private final Routes routes;
  private final Upstream workersUpstream;
  private final HeightWatch heights;
  private final EventStreams streams;
  private final Signatories signatories;
  private final BsnCalls bsn;
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor flusher;
  private final ScheduledThreadPoolExecutor housekeeper;
  private final Set<LedgerClient> retired = ConcurrentHashMap.newKeySet();
  private volatile Optional<Deliveries> deliveries = Optional.empty();
  private volatile String deployment = "";
  private volatile int port;

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
    this.keeper = new ScheduledThreadPoolExecutor(1, threads("gateway-turns"));
    keeper.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.workers =
        new ThreadPoolExecutor(
            settings.workers(),
            settings.workers(),
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("gateway-worker"),
            // Only after close, when nobody is left to be answered.
            new ThreadPoolExecutor.DiscardPolicy());
    workers.allowCoreThreadTimeOut(true);
    this.flusher = new ScheduledThreadPoolExecutor(1, threads("gateway-meter"));
    flusher.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.housekeeper = new ScheduledThreadPoolExecutor(1, threads("gateway-house"));
    housekeeper.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.workersUpstream = new Upstream(vertx, settings.connectTimeout(), settings.nodeTimeout());
    this.networks =
        new Networks(
            packs,
            signer,
            meters,
            limits,
            () -> new Submitter(signer, tenures, clock, workers, settings.maxWaiting()),
            () -> new Desk(workers, settings.maxWaiting()),
            this::retire,
            settings.connectTimeout(),
            steady);
    this.heights =
        new HeightWatch(
            workersUpstream, () -> networks.all().stream().map(LiveNetwork::ring).toList(), steady);
    this.signatories = new Signatories(signer, new Permits(clock));
    this.bsn = new BsnCalls(signer, signatories, control.registrar(), control.callbacks(), stats);
    this.streams =
        new EventStreams(vertx, Executors.newCachedThreadPool(threads("gateway-events")), stats);
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
            networks,
            workersUpstream,
            streams,
            signatories,
            bsn,
            control.readers(),
            new Desk(workers, MOST_READERS),
            drain,
            stats,
            clock,
            at -> port = at);
    try {
      deployment =
          await(
              vertx.deployVerticle(
                  () -> new GatewayVerticle(parts),
                  new DeploymentOptions().setInstances(settings.eventLoops())));
    } catch (CompletionException e) {
      close();
      throw new IllegalStateException(
          "The gateway can't listen on " + settings.host() + ":" + settings.port(), e.getCause());
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
                        threads("gateway-callbacks")));
    long every = settings.flushEvery().toMillis();
    flusher.scheduleWithFixedDelay(meters::flush, every, every, TimeUnit.MILLISECONDS);
    housekeeper.scheduleWithFixedDelay(guarded(heights::look), 1, 1, TimeUnit.SECONDS);
    housekeeper.scheduleWithFixedDelay(
        guarded(limits::expire), EXPIRE_MILLIS, EXPIRE_MILLIS, TimeUnit.MILLISECONDS);
    housekeeper.scheduleWithFixedDelay(
        guarded(() -> networks.all().forEach(network -> network.submitter().watch())),
        WATCH_MILLIS,
        WATCH_MILLIS,
        TimeUnit.MILLISECONDS);
    keeper.scheduleWithFixedDelay(
        guarded(tenures::hold), HOLD_MILLIS, HOLD_MILLIS, TimeUnit.MILLISECONDS);
    limits.start();
    LOG.atInfo()
        .addKeyValue("host", settings.host())
        .addKeyValue("port", port)
        .log("The gateway listens");
  }

  /** Where it listens. */
  public int port() {
    return port;
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

  /** What throws is told once more the next time, rather than never again. */
  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("The gateway's housekeeping failed");
      }
    };
  }

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
    end(workers);
    end(keeper);
    tenures.close();
    await(workersUpstream.close());
    routes.close();
    // Before the networks go, or each key's calls of the day would be given back by itself.
    limits.close();
    networks.clear();
    end(housekeeper);
    end(flusher);
    retired.forEach(LedgerClient::close);
    if (!meters.flush()) {
      LOG.atError()
          .addKeyValue("lostCalls", meters.unwritten())
          .log("The gateway closes with counts that the journal didn't take");
    }
  }

  /** Calls under way end with their own patience; then nobody has a use for the client. */
  private void retire(LedgerClient client) {
    retired.add(client);
    if (!drain.isClosing()) {
      flusher.schedule(
          () -> {
            retired.remove(client);
            client.close();
          },
          RETIRED.toSeconds(),
          TimeUnit.SECONDS);
    }
  }

  private static void end(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
