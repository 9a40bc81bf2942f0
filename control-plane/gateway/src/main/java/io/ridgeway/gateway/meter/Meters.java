package io.ridgeway.gateway.meter;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Journal;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of all networks. */
public final class Meters {
  private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

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
      meters.values().forEach(meter -> meter.flush(journal));
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

  /** How many calls are counted and not yet in the journal. */
  public long unwritten() {
    return meters.values().stream().mapToLong(CallMeter::unwritten).sum();
  }
}
