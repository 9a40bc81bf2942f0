package io.ridgeway.keys.journal;

import java.util.List;

class InMemoryJournalSinkTest extends JournalSinkContract {
  private final InMemoryJournalSink sink = new InMemoryJournalSink();

  @Override
  protected JournalSink sink() {
    return sink;
  }

  @Override
  protected List<JournalRecord> taken(String instance) {
    return sink.taken(instance);
  }
}
