package io.ridgeway.billing;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Usage records put together: sums, and for peak TPS the maximum. A record that occurs twice, by
 * its identity (source, network, meter, from), counts once.
 *
 * @param micros the quantity of each meter in millionths of its unit; a meter without records is
 *     absent
 */
public record UsageSummary(Map<Meter, Long> micros) {
  public UsageSummary {
    Map<Meter, Long> copy = new EnumMap<>(Meter.class);
    copy.putAll(micros);
    micros = Collections.unmodifiableMap(copy);
  }

  /**
   * Of all these records.
   *
   * @throws IllegalArgumentException if two records have one identity but differ: which one is true
   *     can't be known here
   */
  public static UsageSummary of(Collection<UsageRecord> records) {
    Map<Identity, UsageRecord> once = new HashMap<>();
    Map<Meter, Long> micros = new EnumMap<>(Meter.class);
    for (UsageRecord usage : records) {
      UsageRecord known = once.putIfAbsent(Identity.of(usage), usage);
      if (known == null) {
        micros.merge(usage.meter(), usage.micros(), combine(usage.meter()));
      } else if (!known.equals(usage)) {
        throw new IllegalArgumentException(
            "two different counts of " + Identity.of(usage) + "; keep the one that was counted");
      }
    }
    return new UsageSummary(micros);
  }

  /** Of those records whose interval starts in {@code [from, to)}. */
  public static UsageSummary of(Collection<UsageRecord> records, Instant from, Instant to) {
    return of(
        records.stream()
            .filter(usage -> !usage.from().isBefore(from) && usage.from().isBefore(to))
            .toList());
  }

  /** How much, in the meter's unit; zero without records. */
  public BigDecimal quantity(Meter meter) {
    return Line.plain(BigDecimal.valueOf(micros.getOrDefault(meter, 0L), 6));
  }

  private static java.util.function.BinaryOperator<Long> combine(Meter meter) {
    return switch (meter) {
      case NODE_HOURS, GATEWAY_CALLS, STORAGE_GIB_MONTHS -> Math::addExact;
      case PEAK_TPS -> Math::max;
    };
  }

  private record Identity(String source, NetworkId network, Meter meter, Instant from) {
    static Identity of(UsageRecord usage) {
      return new Identity(usage.source(), usage.network(), usage.meter(), usage.from());
    }
  }
}
