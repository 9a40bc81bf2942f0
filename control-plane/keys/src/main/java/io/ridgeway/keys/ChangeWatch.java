package io.ridgeway.keys;

import io.ridgeway.model.NetworkId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes word of changed networks on to custody, which asks the database about each, on a thread of
 * its own: whoever tells, on the one thread that hears of changes, never waits. Word of a network
 * that still waits to be passed on isn't passed on twice.
 */
public final class ChangeWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

  private final Consumer<NetworkId> changed;
  private final Set<NetworkId> waiting = ConcurrentHashMap.newKeySet();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "ridgeway-changed-keys");
            made.setDaemon(true);
            return made;
          });

  /** Passes on to {@code changed}: {@link EnvelopeCustody#changed}. */
  public ChangeWatch(Consumer<NetworkId> changed) {
    this.changed = changed;
  }

  /** Returns at once. */
  public void tell(NetworkId network) {
    if (waiting.add(network)) {
      try {
        thread.execute(() -> pass(network));
      } catch (RejectedExecutionException e) {
        LOG.trace("stopping: what is held is wiped as a whole");
      }
    }
  }

  private void pass(NetworkId network) {
    // Before it is looked at: what changes from now on must be looked at again.
    waiting.remove(network);
    try {
      changed.accept(network);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("network", network)
          .setCause(e)
          .log("keys that were destroyed elsewhere may be held until their time is up");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
