package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerClient;
import io.ridgeway.gateway.meter.Meters;
import io.ridgeway.gateway.submit.Tenures;
import io.ridgeway.gateway.upstream.HeightWatch;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway does beside the calls, on threads that wait for each other's work nowhere:
 * counts go to the journal, turns of accounts are held, and all the rest. To be begun and closed
 * once.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /** Longer than any call takes: those that are passed on may take two minutes. */
  private static final Duration RETIRED = Duration.ofMinutes(3);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration EXPIRE = Duration.ofMillis(500);
  private static final Duration HOLD = Duration.ofMillis(250);
  private static final Duration WATCH = Duration.ofSeconds(5);

  private final Drain drain;
  private final ScheduledThreadPoolExecutor flusher = thread("gateway-meter");
  private final ScheduledThreadPoolExecutor keeper = thread("gateway-turns");
  private final ScheduledThreadPoolExecutor housekeeper = thread("gateway-house");
  private final Set<LedgerClient> retired = ConcurrentHashMap.newKeySet();

  Housekeeping(Drain drain) {
    this.drain = drain;
  }

  /** Hands the counts to the journal, so often. */
  void flush(Meters meters, Duration every) {
    repeat(flusher, meters::flush, every);
  }

  /** Keeps the turns of accounts that this gateway has. */
  void hold(Tenures tenures) {
    repeat(keeper, tenures::hold, HOLD);
  }

  /** Looks after nodes, limits and transactions that are stuck. */
  void look(HeightWatch heights, Limits limits, Networks networks) {
    repeat(housekeeper, heights::look, LOOK);
    repeat(housekeeper, limits::expire, EXPIRE);
    repeat(
        housekeeper, () -> networks.all().forEach(network -> network.submitter().watch()), WATCH);
  }

  /** What throws is told once more the next time, rather than never again. */
  private static void repeat(ScheduledThreadPoolExecutor thread, Runnable work, Duration every) {
    Runnable guarded =
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The gateway's housekeeping failed");
          }
        };
    long millis = every.toMillis();
    thread.scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Calls under way end with their own patience; then nobody has a use for the client. */
  void retire(LedgerClient client) {
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

  /** Turns are held no more. */
  void endTurns() {
    end(keeper);
  }

  /** Ends all the rest, and closes the clients that nobody has a use for. */
  @Override
  public void close() {
    end(housekeeper);
    end(flusher);
    retired.forEach(LedgerClient::close);
  }

  /** Lets what is under way there end, for a while. */
  static void end(ExecutorService threads) {
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

  /** Makes threads of that name that keep no process alive. */
  static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static ScheduledThreadPoolExecutor thread(String name) {
    ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, threads(name));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return thread;
  }
}
