package io.ridgeway.gateway.meter;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the accepted calls of one network. Thread-safe.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>Each accepted call is in exactly one journalled interval, however often the journal fails.
 *   <li>A record that the journal may or may not have taken is offered again as it was, never with
 *       another count: written twice, it counts once.
 *   <li>Intervals follow each other without overlap, also when the clock goes back.
 *   <li>The memory held doesn't grow while the journal is away: what comes meanwhile is one
 *       interval.
 * </ul>
 */
public final class CallMeter {
  private static final long MICROS = 1_000_000;

  private final String source;
  private final TenantId tenant;
  private final NetworkId network;
  private final Clock clock;
  private final List<UsageRecord> offered = new ArrayList<>();
  private Instant from;
  private long calls;
  private long peak;
  private long second;
  private long inSecond;

  CallMeter(String source, TenantId tenant, NetworkId network, Clock clock) {
    this.source = source;
    this.tenant = tenant;
    this.network = network;
    this.clock = clock;
    this.from = now();
  }

  /** Counts calls that were accepted. */
  public synchronized void accepted(int count) {
    // Read under the lock, so that a thread that was held up doesn't bring back a past second.
    long now = Math.floorDiv(clock.millis(), 1_000);
    if (now != second) {
      second = now;
      inSecond = 0;
    }
    inSecond += count;
    peak = Math.max(peak, inSecond);
    calls += count;
  }

  /** What is to be journalled, first come first; the same until {@link #journalled()}. */
  synchronized List<UsageRecord> offered() {
    return List.copyOf(offered);
  }

  /** What was {@link #offered()} is in the journal. */
  synchronized void journalled() {
    offered.clear();
  }

  /**
   * Ends the interval, and offers it if anything was counted in it. Only where nothing is offered.
   */
  synchronized void cut() {
    Instant to = now();
    if (!to.isAfter(from)) {
      to = from.plus(Duration.ofMillis(1));
    }
    if (calls > 0) {
      offered.add(record(Meter.GATEWAY_CALLS, to, Math.multiplyExact(calls, MICROS)));
      offered.add(record(Meter.PEAK_TPS, to, Math.multiplyExact(peak, MICROS)));
      calls = 0;
      // The running second goes on counting, so that one that is cut in two isn't halved.
      peak = 0;
    }
    from = to;
  }

  private UsageRecord record(Meter meter, Instant to, long micros) {
    return new UsageRecord(source, tenant, network, meter, from, to, micros);
  }

  /** How many calls are counted and not yet in the journal, as far as is known. */
  public synchronized long unwritten() {
    return calls
        + offered.stream()
            .filter(record -> record.meter() == Meter.GATEWAY_CALLS)
            .mapToLong(record -> record.micros() / MICROS)
            .sum();
  }

  /** Milliseconds: a database may keep no finer ones, and identities must survive it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
