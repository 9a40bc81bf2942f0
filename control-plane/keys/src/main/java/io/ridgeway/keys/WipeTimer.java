package io.ridgeway.keys;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has custody wipe what it held long enough, though nobody uses it; closed, it wipes everything.
 *
 * <p>A secret so stays in memory for {@link CustodySettings#hold} and one period at most.
 */
public final class WipeTimer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WipeTimer.class);

  private final List<HoldsKeys> holders;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(WipeTimer::thread);

  private WipeTimer(List<HoldsKeys> holders) {
    this.holders = List.copyOf(holders);
  }

  /** Wipes every {@code period} from now on. */
  public static WipeTimer start(List<HoldsKeys> holders, Duration period) {
    WipeTimer started = new WipeTimer(holders);
    started.timer.scheduleWithFixedDelay(
        started::wipe, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    holders.forEach(HoldsKeys::wipe);
  }

  /** A timer ends with the first exception; this one must not. */
  private void wipe() {
    try {
      holders.forEach(HoldsKeys::wipeExpired);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("what custody held too long was not wiped; it is tried again");
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ridgeway-wipe");
    thread.setDaemon(true);
    return thread;
  }
}
