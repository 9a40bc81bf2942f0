package io.ridgeway.model.journal;

import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of the journal.
 *
 * @param kind what it is
 * @param tenant whose
 * @param at when it happened
 * @param fields what happened; no secret. Audit: {@code action, subject, actor, …}. Meter: {@code
 *     source, network, meter, micros, from, to} (see {@link io.ridgeway.model.meter.UsageRecord})
 */
public record Entry(Kind kind, TenantId tenant, Instant at, Map<String, String> fields) {
  public Entry {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** What an entry is. */
  public enum Kind {
    AUDIT,
    METER
  }
}
