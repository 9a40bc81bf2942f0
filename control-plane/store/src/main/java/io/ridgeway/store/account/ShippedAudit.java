package io.ridgeway.store.account;

import io.ridgeway.keys.journal.JournalRecord;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a journal tells of, as audit events: who, what and on what are columns; the rest makes the
 * sentence; all of it is kept with its place in the journal's chain.
 */
@Singleton
class ShippedAudit {
  private static final Set<String> COLUMNS = Set.of("action", "actor", "subject", "detail");

  private final Sql sql;
  private final Json json;

  ShippedAudit(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  void add(String instance, List<JournalRecord> records) {
    sql.batch(
        "insert into audit_event (tenant_id, at, user_id, name, action, subject, detail,"
            + " journal_instance, journal_sequence, journal_previous, journal_hash, fields)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)",
        records.stream().map(record -> parameters(instance, record)).toList());
  }

  private Object[] parameters(String instance, JournalRecord record) {
    Map<String, String> fields = record.entry().fields();
    // What is done with a key without a person asking is the instance's own doing.
    String actor = fields.getOrDefault("actor", instance);
    return new Object[] {
      record.entry().tenant().value(),
      record.entry().at(),
      actor,
      actor,
      fields.getOrDefault("action", "journal"),
      fields.getOrDefault("subject", record.entry().tenant().value()),
      detail(fields),
      instance,
      record.sequence(),
      record.previous(),
      record.hash(),
      json.write(fields)
    };
  }

  private static String detail(Map<String, String> fields) {
    @Nullable String said = fields.get("detail");
    return said != null
        ? said
        : fields.entrySet().stream()
            .filter(field -> !COLUMNS.contains(field.getKey()))
            .map(field -> field.getKey() + " " + field.getValue())
            .collect(Collectors.joining(", "));
  }
}
