package io.ridgeway.gateway;

import io.ridgeway.gateway.meter.MeterEntries;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.journal.Journal;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** A journal in memory that can fail before it has taken what it is given, or after. */
public final class FakeJournal implements Journal {
  private final List<Entry> entries = new ArrayList<>();
  private IntPredicate failsBefore = n -> false;
  private IntPredicate failsAfter = n -> false;
  private int attempts;

  @Override
  public synchronized long append(List<Entry> more) {
    int attempt = attempts++;
    if (failsBefore.test(attempt)) {
      throw new JournalUnavailable("before", new IllegalStateException());
    }
    long first = entries.size() + 1L;
    entries.addAll(more);
    if (failsAfter.test(attempt)) {
      throw new JournalUnavailable("after", new IllegalStateException());
    }
    return first;
  }

  /** Which attempts fail, counted from 0; {@code after}: although the entry was kept. */
  public synchronized void failing(IntPredicate before, IntPredicate after) {
    failsBefore = before;
    failsAfter = after;
  }

  /** How often it was given something. */
  public synchronized int attempts() {
    return attempts;
  }

  /** All usage records, each identity once, as a database would keep them. */
  public synchronized List<UsageRecord> usage() {
    Map<String, UsageRecord> once = new HashMap<>();
    for (Entry entry : entries) {
      UsageRecord record = MeterEntries.decode(entry);
      UsageRecord before =
          once.put(record.source() + record.network() + record.meter() + record.from(), record);
      if (before != null && !before.equals(record)) {
        throw new AssertionError("one identity, two counts: " + before + " and " + record);
      }
    }
    return List.copyOf(once.values());
  }

  /** The whole units of that meter. */
  public long total(Meter meter) {
    return usage().stream()
        .filter(record -> record.meter() == meter)
        .mapToLong(record -> record.micros() / 1_000_000)
        .sum();
  }
}
