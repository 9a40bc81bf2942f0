package io.ridgeway.gateway.meter;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Journal;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;

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
  private final Deque<UsageRecord> offered = new ArrayDeque<>();
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

  /**
   * Hands all counts to the journal. Not to be called by two threads at once.
   *
   * @throws Journal.JournalUnavailable if it takes no more; the counts are kept
   */
  void flush(Journal journal) {
    drainTo(journal);
    if (cut()) {
      drainTo(journal);
    }
  }

  private void drainTo(Journal journal) {
    for (UsageRecord next = offered.peek(); next != null; next = offered.peek()) {
      journal.append(MeterEntries.encode(next, clock.instant()));
      synchronized (this) {
        offered.remove();
      }
    }
  }

  /** Ends the interval; false if nothing was counted in it. */
  private synchronized boolean cut() {
    Instant to = now();
    if (!to.isAfter(from)) {
      to = from.plus(Duration.ofMillis(1));
    }
    boolean any = calls > 0;
    if (any) {
      offered.add(record(Meter.GATEWAY_CALLS, to, Math.multiplyExact(calls, MICROS)));
      offered.add(record(Meter.PEAK_TPS, to, Math.multiplyExact(peak, MICROS)));
      calls = 0;
      // The running second goes on counting, so that one that is cut in two isn't halved.
      peak = 0;
    }
    from = to;
    return any;
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
