package io.ridgeway.keys.journal;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Entry;
import java.time.Instant;
import java.util.Map;

/** Entries to append. */
final class Entries {
  static final TenantId TENANT = TenantId.next();
  static final Instant AT = Instant.parse("2026-03-01T10:15:30.123456Z");

  private Entries() {}

  static Entry entry(String reason) {
    return new Entry(Entry.Kind.AUDIT, TENANT, AT, Map.of("action", "key.sign", "reason", reason));
  }

  static String reason(JournalRecord record) {
    return record.entry().fields().getOrDefault("reason", "");
  }
}
