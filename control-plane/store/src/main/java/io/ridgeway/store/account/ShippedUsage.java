package io.ridgeway.store.account;

import io.ridgeway.gateway.meter.MeterEntries;
import io.ridgeway.keys.journal.JournalRecord;
import io.ridgeway.model.meter.UsageRecord;

/** What a gateway counted, as its journal has it; says which record can't be read, if one can't. */
final class ShippedUsage {
  private ShippedUsage() {}

  static UsageRecord read(String instance, JournalRecord record) {
    try {
      return MeterEntries.decode(record.entry());
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
}
