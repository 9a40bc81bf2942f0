package io.ridgeway.gateway.meter;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.journal.Journal;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of all networks. */
public final class Meters {
  private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

  /** Few enough that a signature which waits for the journal meanwhile doesn't wait long. */
  private static final int AT_ONCE = 200;

  private final String source;
  private final Journal journal;
  private final Clock clock;
  private final Map<NetworkId, CallMeter> meters = new ConcurrentHashMap<>();
  private boolean failing;

  /**
   * @param source who counts: this gateway's name, unlike that of any other
   */
  public Meters(String source, Journal journal, Clock clock) {
    this.source = source;
    this.journal = journal;
    this.clock = clock;
  }

  /** The network's meter, the same for good: it outlives the route of a deleted network. */
  public CallMeter of(TenantId tenant, NetworkId network) {
    return meters.computeIfAbsent(network, n -> new CallMeter(source, tenant, n, clock));
  }

  /**
   * Hands all counts to the journal; what it doesn't take is kept for the next time. Blocks.
   *
   * @return whether it took all
   */
  public synchronized boolean flush() {
    try {
      // First what it may have taken already, as it was.
      handOver();
      meters.values().forEach(CallMeter::cut);
      handOver();
      if (failing) {
        LOG.atInfo().log("The journal takes usage again");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.atWarn()
            .addKeyValue("unwritten", unwritten())
            .setCause(e)
            .log("The journal takes no usage: counts are kept in memory and offered again");
      }
      failing = true;
    }
    return !failing;
  }

  private void handOver() {
    List<CallMeter> of = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    Instant now = clock.instant();
    for (CallMeter meter : meters.values()) {
      List<UsageRecord> offered = meter.offered();
      if (!offered.isEmpty()) {
        of.add(meter);
        offered.forEach(record -> entries.add(MeterEntries.encode(record, now)));
      }
      if (entries.size() >= AT_ONCE) {
        handOver(of, entries);
      }
    }
    if (!entries.isEmpty()) {
      handOver(of, entries);
    }
  }

  private void handOver(List<CallMeter> of, List<Entry> entries) {
    journal.append(entries);
    of.forEach(CallMeter::journalled);
    of.clear();
    entries.clear();
  }

  /** How many calls are counted and not yet in the journal. */
  public long unwritten() {
    return meters.values().stream().mapToLong(CallMeter::unwritten).sum();
  }
}
