package io.ridgeway.gateway;

import io.ridgeway.gateway.limit.DailyQuota;
import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.gateway.limit.LocalDays;
import io.ridgeway.gateway.limit.Share;
import io.ridgeway.gateway.limit.ShareLedger;
import io.ridgeway.gateway.limit.Shares;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.CallLimits;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

  private final Clock clock;
  private final DayLedger days;
  private final @Nullable Shares shares;
  private final Map<RateLimit, Share> held = new ConcurrentHashMap<>();
  private final Map<DailyQuota, Boolean> quotas = new ConcurrentHashMap<>();
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
   */
  Limits(String instance, Optional<ShareLedger> ledger, Optional<DayLedger> days, Clock clock) {
    this.clock = clock;
    this.days = days.orElseGet(LocalDays::new);
    // By the wall clock, which goes on when a gateway of that name starts again.
    long first = clock.millis() << 20;
    this.shares = ledger.map(l -> new Shares(instance, first, l, System::nanoTime)).orElse(null);
  }

  void start() {
    thread.scheduleWithFixedDelay(this::settle, 0, 1, TimeUnit.SECONDS);
  }

  /** The calls a second of a network. */
  RateLimit network(NetworkId network, int tps) {
    return shared(network.value(), new RateLimit(tps, clock));
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

  /** The gate of an API key. */
  KeyGate gate(TenantId tenant, CredentialId credential, CallLimits limits) {
    RateLimit rate =
        limits.tps().isPresent()
            ? shared(credential.value(), new RateLimit("key-tps", limits.tps().getAsInt(), clock))
            : null;
    DailyQuota day =
        limits.daily().isPresent()
            ? new DailyQuota(
                tenant, credential, limits.daily().getAsLong(), days, clock, this::soon)
            : null;
    if (day != null) {
      quotas.put(day, true);
      soon();
    }
    return new KeyGate(limits, rate, day, this::members);
  }

  /** Nobody comes through it any more. */
  void forget(KeyGate gate) {
    RateLimit rate = gate.rate();
    if (rate != null) {
      forget(rate);
    }
    DailyQuota day = gate.day();
    if (day != null) {
      quotas.remove(day);
      quietly(day::close);
    }
  }

  /** Nobody is limited by it any more. */
  void forget(RateLimit limit) {
    Share share = held.remove(limit);
    if (share != null && shares != null) {
      shares.forget(share);
    }
  }

  /** How many gateways there are. */
  int members() {
    return shares == null ? 1 : shares.members();
  }

  /** Whether the shares of what was there at first are known. */
  boolean settled() {
    return shares == null || shares.settled();
  }

  /** On another thread than the rest: leases end also while the database hangs. */
  void expire() {
    if (shares != null) {
      shares.expire();
    }
  }

  private void soon() {
    if (!thread.isShutdown()) {
      thread.execute(this::settle);
    }
  }

  private void settle() {
    try {
      if (shares != null) {
        shares.renew();
      }
      quotas.keySet().forEach(quota -> quota.refill(members()));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Limits can't be settled among the gateways");
    }
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("Calls of a day couldn't be given back");
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    quotas.keySet().forEach(quota -> quietly(quota::close));
    if (shares != null) {
      shares.close();
    }
  }
}
