package io.ridgeway.reconciler.city;

import io.ridgeway.model.NetworkId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what adapters tell of networks that changed, at most once in a while for each. The
 * first word is passed on at once, later ones together when that while is over; who tells never
 * waits. A word that can't be passed on is lost: the network is looked at now and then anyway.
 */
final class Wakes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);

  private enum State {
    /** Passed on a moment ago. */
    RESTING,
    /** The same, and there was word since. */
    TOLD_AGAIN
  }

  private final Map<NetworkId, State> states = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "city-node-wakes");
            thread.setDaemon(true);
            return thread;
          });
  private final Consumer<NetworkId> wake;
  private final Duration rest;

  /**
   * Wakes networks by {@code wake}, which may block.
   *
   * @param rest the least time between two wakes of one network
   */
  Wakes(Consumer<NetworkId> wake, Duration rest) {
    this.wake = wake;
    this.rest = rest;
  }

  void tell(NetworkId network) {
    states.compute(
        network,
        (n, state) -> {
          if (state == null) {
            later(() -> pass(n), 0);
            return State.RESTING;
          }
          return State.TOLD_AGAIN;
        });
  }

  private void pass(NetworkId network) {
    try {
      wake.accept(network);
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("network", network).setCause(e).log("can't be woken");
    }
    later(() -> rested(network), rest.toMillis());
  }

  private void rested(NetworkId network) {
    states.computeIfPresent(
        network,
        (n, state) -> {
          if (state == State.TOLD_AGAIN) {
            later(() -> pass(n), 0);
            return State.RESTING;
          }
          return null;
        });
  }

  private void later(Runnable work, long millis) {
    try {
      timer.schedule(work, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("stopping: nobody is woken any more");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
