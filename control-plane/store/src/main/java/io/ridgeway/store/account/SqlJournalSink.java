package io.ridgeway.store.account;

import io.ridgeway.keys.journal.JournalRecord;
import io.ridgeway.keys.journal.JournalSink;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Takes what journals ship: audit entries into the audit trail, counts into the usage book. How far
 * an instance's journal was taken stands in a row that is locked and written in the same
 * transaction, so each record counts once whoever ships it how often.
 */
@Singleton
public final class SqlJournalSink implements JournalSink {
  private final ScopedTransactions transactions;
  private final Sql sql;
  private final ShippedAudit audit;
  private final SqlUsageBook usage;

  SqlJournalSink(ScopedTransactions transactions, Sql sql, ShippedAudit audit, SqlUsageBook usage) {
    this.transactions = transactions;
    this.sql = sql;
    this.audit = audit;
    this.usage = usage;
  }

  @Override
  public long shippedUpTo(String instance) {
    return transactions.asSystem(
        () ->
            sql.one(
                    row -> row.getLong("sequence"),
                    "select sequence from journal_shipped where instance = ?",
                    instance)
                .orElse(0L));
  }

  @Override
  public void accept(String instance, List<JournalRecord> batch) {
    transactions.runAsSystem(() -> take(instance, batch));
  }

  private record Head(long sequence, String hash) {}

  private void take(String instance, List<JournalRecord> batch) {
    Head head = lock(instance);
    List<JournalRecord> fresh =
        batch.stream().filter(record -> record.sequence() > head.sequence()).toList();
    if (fresh.isEmpty()) {
      return;
    }
    Head next = follow(instance, head, fresh);
    audit.add(instance, of(Entry.Kind.AUDIT, fresh));
    usage.put(
        of(Entry.Kind.METER, fresh).stream()
            .map(record -> ShippedUsage.read(instance, record))
            .toList());
    sql.execute(
        "update journal_shipped set sequence = ?, hash = ? where instance = ?",
        next.sequence(),
        next.hash(),
        instance);
  }

  private Head lock(String instance) {
    sql.execute(
        "insert into journal_shipped (instance, sequence, hash) values (?, 0, ?)"
            + " on conflict (instance) do nothing",
        instance,
        JournalRecord.GENESIS);
    return sql.one(
            row -> new Head(row.getLong("sequence"), row.getString("hash")),
            "select sequence, hash from journal_shipped where instance = ? for update",
            instance)
        .orElseThrow();
  }

  private static Head follow(String instance, Head head, List<JournalRecord> fresh) {
    Head last = head;
    for (JournalRecord record : fresh) {
      if (record.sequence() != last.sequence() + 1 || !record.previous().equals(last.hash())) {
        throw new IllegalStateException(
            "record "
                + record.sequence()
                + " of the journal of "
                + instance
                + " doesn't follow "
                + last.sequence()
                + ", the last one taken");
      }
      last = new Head(record.sequence(), record.hash());
    }
    return last;
  }

  private static List<JournalRecord> of(Entry.Kind kind, List<JournalRecord> records) {
    return records.stream().filter(record -> record.entry().kind() == kind).toList();
  }
}
