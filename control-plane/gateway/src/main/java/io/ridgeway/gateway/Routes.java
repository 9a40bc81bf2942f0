package io.ridgeway.gateway;

import io.ridgeway.model.NetworkId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Networks} as the {@link RouteSource} says, on one thread of its own: listens first,
 * then loads, then follows the changes, and loads all again now and then. While the source is away
 * the networks stay as last heard, and what changed is asked for again until it is answered.
 */
final class Routes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final RouteSource source;
  private final Networks networks;
  private final Duration reloadEvery;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "gateway-routes");
            made.setDaemon(true);
            return made;
          });
  private final Set<NetworkId> changed = new LinkedHashSet<>();
  private boolean all = true;
  private boolean scheduled;
  private Duration pause = FIRST_PAUSE;
  private @Nullable AutoCloseable listening;

  Routes(RouteSource source, Networks networks, Duration reloadEvery) {
    this.source = source;
    this.networks = networks;
    this.reloadEvery = reloadEvery;
  }

  void start() {
    schedule(Duration.ZERO);
    long every = reloadEvery.toMillis();
    thread.scheduleWithFixedDelay(this::reload, every, every, TimeUnit.MILLISECONDS);
  }

  private synchronized void reload() {
    all = true;
    schedule(Duration.ZERO);
  }

  /** Called by the source, on any thread. */
  private synchronized void changed(NetworkId network) {
    changed.add(network);
    schedule(Duration.ZERO);
  }

  private synchronized void schedule(Duration in) {
    if (!scheduled && !thread.isShutdown()) {
      scheduled = true;
      thread.schedule(this::follow, in.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void follow() {
    synchronized (this) {
      scheduled = false;
    }
    try {
      if (listening == null) {
        listening = source.listen(this::changed);
      }
      catchUp();
      pause = FIRST_PAUSE;
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("loadedOnce", networks.known())
          .addKeyValue("againInMillis", pause.toMillis())
          .setCause(pause.equals(FIRST_PAUSE) ? e : null)
          .log("Routes can't be read: calls go on with those last heard");
      schedule(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private void catchUp() {
    if (takeAll()) {
      try {
        networks.replaceAll(source.all());
      } catch (RuntimeException e) {
        synchronized (this) {
          all = true;
        }
        throw e;
      }
    }
    for (Optional<NetworkId> next = takeOne(); next.isPresent(); next = takeOne()) {
      NetworkId network = next.get();
      try {
        source
            .one(network)
            .ifPresentOrElse(r -> networks.put(network, r), () -> networks.remove(network));
      } catch (RuntimeException e) {
        synchronized (this) {
          changed.add(network);
        }
        throw e;
      }
    }
  }

  private synchronized boolean takeAll() {
    boolean taken = all;
    all = false;
    if (taken) {
      // Whatever changed before is in what is read next.
      changed.clear();
    }
    return taken;
  }

  private synchronized Optional<NetworkId> takeOne() {
    Optional<NetworkId> first = changed.stream().findFirst();
    first.ifPresent(changed::remove);
    return first;
  }

  /** Stops following; the networks stay as they are. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(5, TimeUnit.SECONDS);
      if (listening != null) {
        listening.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.atWarn().setCause(e).log("The route source didn't stop as it should");
    }
  }
}
