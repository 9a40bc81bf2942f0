package io.ridgeway.gateway;

import io.ridgeway.gateway.limit.DailyQuota;
import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.gateway.limit.LocalDays;
import io.ridgeway.gateway.limit.Share;
import io.ridgeway.gateway.limit.ShareLedger;
import io.ridgeway.gateway.limit.Shares;
import io.ridgeway.gateway.limit.Window;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.CallLimits;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes limits and keeps them settled with the other gateways, on a thread of its own: calls only
 * count. Where there are no others, each limit is all this gateway's.
 */
final class Limits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Limits.class);
  private static final long THOUSAND = 1_000;

  /** What small quotas of calls are taken by, or each would have to wait for the next refill. */
  private static final long CALLS_AT_HAND = 20;

  /** How long shares may wait for quotas to be refilled: less than a lease by far. */
  private static final long REFILL_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** What giving back may take in all. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Clock clock;
  private final Clock steady;
  private final LongSupplier nanoTime;
  private final DayLedger days;
  private final @Nullable Shares shares;
  private final Map<RateLimit, Share> held = new ConcurrentHashMap<>();
  private final Map<Window, Share> windows = new ConcurrentHashMap<>();
  private final Map<DailyQuota, Boolean> quotas = new ConcurrentHashMap<>();
  private final KeyRates keys = new KeyRates(this);
  private final AtomicBoolean pending = new AtomicBoolean();
  private volatile boolean settled;
  private int begin;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "gateway-limits");
            made.setDaemon(true);
            return made;
          });

  /**
   * None yet.
   *
   * @param instance this gateway's name among the gateways
   * @param clock tells the day
   * @param steady what rates are counted by
   */
  Limits(
      String instance,
      Optional<ShareLedger> ledger,
      Optional<DayLedger> days,
      Clock clock,
      Clock steady) {
    this.clock = clock;
    this.steady = steady;
    this.nanoTime = () -> TimeUnit.MILLISECONDS.toNanos(steady.millis());
    this.days = days.orElseGet(LocalDays::new);
    // By the wall clock, which mostly goes on when a gateway of that name starts again.
    long first = clock.millis() << 20;
    this.shares = ledger.map(l -> new Shares(instance, first, l, System::nanoTime)).orElse(null);
  }

  void start() {
    thread.scheduleWithFixedDelay(this::settle, 0, 1, TimeUnit.SECONDS);
  }

  /** The calls a second of a network. */
  RateLimit network(NetworkId network, int tps) {
    return shared(network.value(), new RateLimit(tps, steady));
  }

  private RateLimit shared(String subject, RateLimit limit) {
    if (shares != null) {
      Share share = shares.of(subject, limit.burst() * THOUSAND, limit::amount);
      limit.shared(share);
      held.put(limit, share);
      soon();
    }
    return limit;
  }

  /** Another limit for the same. */
  void change(RateLimit limit, int tps) {
    limit.change(tps);
    Share share = held.get(limit);
    if (share != null && shares != null) {
      shares.limit(share, limit.burst() * THOUSAND);
    }
  }

  /**
   * The gate of an API key.
   *
   * @param before the one it has, of which all stays that is limited still
   */
  KeyGate gate(
      TenantId tenant, CredentialId credential, CallLimits limits, @Nullable KeyGate before) {
    RateLimit rate = rate(credential, limits, before == null ? null : before.rate());
    DailyQuota day = day(tenant, credential, limits, before == null ? null : before.day());
    return before == null
        ? new KeyGate(limits, rate, day, this::members)
        : before.with(limits, rate, day);
  }

  private @Nullable RateLimit rate(
      CredentialId credential, CallLimits limits, @Nullable RateLimit before) {
    if (limits.tps().isEmpty()) {
      forget(before);
      return null;
    }
    int tps = limits.tps().getAsInt();
    if (before == null) {
      return shared(credential.value(), new RateLimit("key-tps", tps, steady));
    }
    change(before, tps);
    return before;
  }

  private @Nullable DailyQuota day(
      TenantId tenant, CredentialId credential, CallLimits limits, @Nullable DailyQuota before) {
    if (limits.daily().isEmpty()) {
      forget(before);
      return null;
    }
    long calls = limits.daily().getAsLong();
    if (before != null) {
      before.change(calls);
      return before;
    }
    return quota(DayLedger.Subject.calls(tenant, credential), calls, CALLS_AT_HAND);
  }

  /**
   * What there is of something in a day.
   *
   * @param atHand how much should be here
   */
  DailyQuota quota(DayLedger.Subject subject, long quota, long atHand) {
    DailyQuota day = new DailyQuota(subject, quota, atHand, days, clock, nanoTime, this::soon);
    quotas.put(day, true);
    soon();
    return day;
  }

  /** So many uses in each whole second or minute. */
  Window window(String subject, ChronoUnit unit, int most) {
    Window window = new Window(unit, most, clock);
    if (shares != null) {
      Share share = shares.of(subject, most * THOUSAND, window);
      window.shared(share);
      windows.put(window, share);
      soon();
    }
    return window;
  }

  /** Another rate of the same. */
  void change(Window window, int most) {
    window.change(most);
    Share share = windows.get(window);
    if (share != null && shares != null) {
      shares.limit(share, most * THOUSAND);
    }
  }

  /** Nobody is limited by it any more. */
  void forget(@Nullable Window window) {
    Share share = window == null ? null : windows.remove(window);
    if (share != null && shares != null) {
      shares.forget(share);
    }
  }

  /** What managed keys may do only so often. */
  KeyRates keys() {
    return keys;
  }

  /** Nobody comes through it any more. */
  void forget(KeyGate gate) {
    forget(gate.rate());
    forget(gate.day());
  }

  /** Nobody takes of it any more. */
  void forget(@Nullable DailyQuota day) {
    // Those that are there when the gateway closes are given back by it.
    if (day != null && !thread.isShutdown()) {
      quotas.remove(day);
      thread.execute(() -> quietly(day));
    }
  }

  /** Nobody is limited by it any more. */
  void forget(@Nullable RateLimit limit) {
    Share share = limit == null ? null : held.remove(limit);
    if (share != null && shares != null) {
      shares.forget(share);
    }
  }

  /** How many gateways there are. */
  int members() {
    return shares == null ? 1 : shares.members();
  }

  /**
   * Whether the shares of what is there have been settled; once they were, it stays so, whatever
   * comes later. To be asked only when all that there is at first is there.
   */
  boolean settled() {
    if (!settled) {
      settled = shares == null || shares.settled();
    }
    return settled;
  }

  /** On another thread than the rest: leases end also while the database hangs. */
  void expire() {
    if (shares != null) {
      shares.expire();
    }
  }

  private void soon() {
    if (!thread.isShutdown() && pending.compareAndSet(false, true)) {
      try {
        thread.execute(this::settle);
      } catch (RejectedExecutionException e) {
        // It closes.
        pending.set(false);
      }
    }
  }

  private void settle() {
    pending.set(false);
    try {
      if (shares != null) {
        shares.renew();
      }
      refill(shares == null || !shares.away());
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Limits can't be settled among the gateways");
    }
  }

  /**
   * After the first that fails none waits for the ledger, and where many take long shares don't
   * wait for the last of them: the next round begins behind it.
   */
  private void refill(boolean answers) {
    List<DailyQuota> all = List.copyOf(quotas.keySet());
    boolean there = answers;
    int first = begin;
    long until = System.nanoTime() + REFILL_NANOS;
    for (int i = 0; i < all.size(); i++) {
      int at = Math.floorMod(first + i, all.size());
      if (System.nanoTime() - until > 0) {
        begin = at;
        soon();
        return;
      }
      if (!there) {
        all.get(at).cutOff();
      } else if (!all.get(at).refill(members())) {
        there = false;
        begin = at + 1;
      }
    }
  }

  private static boolean quietly(DailyQuota day) {
    try {
      day.close();
      return true;
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("Calls of a day couldn't be given back");
      return false;
    }
  }

  @Override
  public void close() {
    long until = System.nanoTime() + CLOSE_NANOS;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // First what others wait for most; of the rest as much as there is time for.
    boolean there = shares == null || shares.close();
    for (DailyQuota quota : quotas.keySet()) {
      there = there && System.nanoTime() - until < 0 && quietly(quota);
    }
  }
}
