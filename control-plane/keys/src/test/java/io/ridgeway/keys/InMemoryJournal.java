package io.ridgeway.keys;

import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.journal.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory that can be told to fail. */
public final class InMemoryJournal implements Journal {
  private final List<Entry> entries = new ArrayList<>();
  private boolean failing;

  @Override
  public synchronized long append(List<Entry> more) {
    if (failing) {
      throw new JournalUnavailable("The journal can't be written", new IOException("disk full"));
    }
    long first = entries.size() + 1L;
    entries.addAll(more);
    return first;
  }

  /** Whether appends fail from now on. */
  public synchronized void failing(boolean value) {
    failing = value;
  }

  /** What was appended, in order. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The actions of what was appended, in order. */
  public List<String> actions() {
    return entries().stream().map(entry -> entry.fields().get("action")).toList();
  }
}
