package io.ridgeway.model.meter;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * One exact count of one meter over an interval. Its identity is (source, network, meter, from):
 * written twice, it counts once.
 *
 * @param source who counted: a gateway instance, or {@code engine}
 * @param from start, inclusive
 * @param to end, exclusive
 * @param micros the quantity in millionths of the meter's unit, not negative
 */
public record UsageRecord(
    String source,
    TenantId tenant,
    NetworkId network,
    Meter meter,
    Instant from,
    Instant to,
    long micros) {
  public UsageRecord {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a usage interval ends after it starts");
    }
    if (micros < 0) {
      throw new IllegalArgumentException("a quantity is not negative");
    }
  }
}
