package io.ridgeway.keys.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A sink in memory; it passes {@link JournalSinkContract}. */
public final class InMemoryJournalSink implements JournalSink {
  private final Map<String, List<JournalRecord>> taken = new ConcurrentHashMap<>();

  @Override
  public synchronized long shippedUpTo(String instance) {
    return taken(instance).size();
  }

  @Override
  public synchronized void accept(String instance, List<JournalRecord> batch) {
    List<JournalRecord> after = new ArrayList<>(taken(instance));
    for (JournalRecord record : batch) {
      if (record.sequence() > after.size()) {
        String last = after.isEmpty() ? JournalRecord.GENESIS : after.get(after.size() - 1).hash();
        if (record.sequence() != after.size() + 1 || !record.previous().equals(last)) {
          throw new IllegalStateException("record " + record.sequence() + " doesn't follow");
        }
        after.add(record);
      }
    }
    taken.put(instance, after);
  }

  /** What was taken from that instance, in order. */
  public List<JournalRecord> taken(String instance) {
    return taken.getOrDefault(instance, List.of());
  }
}
