package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import java.util.List;
import java.util.Optional;

/** {@link AuditLog} in memory. */
public final class InMemoryAuditLog implements AuditLog {
  private final Table<Integer, AuditEvent> rows;
  private int next;

  InMemoryAuditLog(InMemoryStore store) {
    this.rows = store.table(AuditEvent::tenant);
  }

  @Override
  public void append(AuditEvent event) {
    // Numbers may have gaps after a roll-back, as a database's do.
    rows.insert(next++, event);
  }

  @Override
  public Page<AuditEvent> list(Page.Request page) {
    return rows.page(page);
  }

  @Override
  public List<AuditEvent> find(Search search, int most) {
    return rows
        .newest(
            event ->
                event.tenant().equals(Optional.of(search.tenant()))
                    && search.actions().contains(event.action())
                    && search.user().filter(user -> !user.value().equals(event.user())).isEmpty()
                    && search.subject().filter(s -> !s.equals(event.subject())).isEmpty())
        .stream()
        .limit(most)
        .toList();
  }
}
