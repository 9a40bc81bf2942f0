package io.ridgeway.gateway.upstream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes what waits too long, by one timer for all that wait, which stands still while nobody does:
 * a timer for each call would be a good part of what the call costs. Thread-safe.
 */
final class Alarms {
  /** How much too late somebody may be woken. */
  private static final long TICK_MILLIS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final Vertx vertx;

  /** Not that of whoever waits: his could end before others are woken. */
  private final Context context;

  private final Set<Alarm> set = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();

  /** Somebody who waits. */
  abstract static class Alarm {
    private volatile long at;

    /** It is time. It may be set again. */
    abstract void ring();
  }

  Alarms(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /** Rings it once when {@link System#nanoTime()} is {@code at}, unless it is cancelled. */
  void set(Alarm alarm, long at) {
    alarm.at = at;
    set.add(alarm);
    if (!ticking.get() && ticking.compareAndSet(false, true)) {
      context.runOnContext(now -> vertx.setTimer(TICK_MILLIS, this::tick));
    }
  }

  /** It rings no more, unless it is just ringing. */
  void cancel(Alarm alarm) {
    set.remove(alarm);
  }

  private void tick(long timer) {
    long now = System.nanoTime();
    for (Alarm alarm : set) {
      if (now - alarm.at >= 0 && set.remove(alarm)) {
        try {
          alarm.ring();
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("Somebody who waited couldn't be woken");
        }
      }
    }
    if (set.isEmpty()) {
      ticking.set(false);
      // Somebody may have come who still saw it ticking.
      if (set.isEmpty() || !ticking.compareAndSet(false, true)) {
        return;
      }
    }
    vertx.setTimer(TICK_MILLIS, this::tick);
  }
}
