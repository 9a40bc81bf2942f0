package io.ridgeway.engine.account;

import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.place.CityNodeId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts on record, for operators and auditors, where what an adapter says is used can't be so. The
 * engine's own count stands, and is what is billed.
 */
@Singleton
public final class UsageDiscrepancies {
  private static final String WHO = "engine";

  private final AuditLog audit;
  private final Clock clock;
  private final Map<Key, List<String>> said = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();

  private record Key(NetworkId network, CityNodeId cityNode) {}

  public UsageDiscrepancies(AuditLog audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Records what disagrees now. What stays the same is recorded once by each process. Called within
   * a transaction; {@link #recorded} once that is committed, for what is rolled back wasn't said.
   *
   * @param what one sentence each, without changing figures; empty if all agrees
   */
  public void record(NetworkId network, CityNodeId cityNode, List<String> what) {
    if (isNews(new Key(network, cityNode), what)) {
      audit.append(
          new AuditEvent(
              clock.instant(),
              // The operator's affair, not the tenant's.
              Optional.empty(),
              WHO,
              WHO,
              "usage.discrepancy",
              network.value(),
              "City node " + cityNode + ": " + String.join(" ", what)));
    }
  }

  /** That the same is on record, or that all agrees. */
  public void recorded(NetworkId network, CityNodeId cityNode, List<String> what) {
    Key key = new Key(network, cityNode);
    if (isNews(key, what)) {
      count.incrementAndGet();
    }
    if (what.isEmpty()) {
      said.remove(key);
    } else {
      said.put(key, List.copyOf(what));
    }
  }

  private boolean isNews(Key key, List<String> what) {
    return !what.isEmpty() && !what.equals(said.get(key));
  }

  /** How often something was recorded since the process started. */
  public long count() {
    return count.get();
  }
}
