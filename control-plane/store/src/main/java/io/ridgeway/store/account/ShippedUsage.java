package io.ridgeway.store.account;

import io.ridgeway.keys.journal.JournalRecord;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Instant;
import java.util.Map;

/**
 * What a gateway counted, as its journal has it: {@code source, network, meter, from, to, micros},
 * as {@link UsageRecord} means them.
 */
final class ShippedUsage {
  private ShippedUsage() {}

  static UsageRecord read(String instance, JournalRecord record) {
    Entry entry = record.entry();
    Map<String, String> fields = entry.fields();
    try {
      return new UsageRecord(
          field(fields, "source"),
          entry.tenant(),
          new NetworkId(field(fields, "network")),
          Meter.valueOf(field(fields, "meter")),
          Instant.parse(field(fields, "from")),
          Instant.parse(field(fields, "to")),
          Long.parseLong(field(fields, "micros")));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "record "
              + record.sequence()
              + " of the journal of "
              + instance
              + " is no count: "
              + e.getMessage(),
          e);
    }
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value;
  }
}
