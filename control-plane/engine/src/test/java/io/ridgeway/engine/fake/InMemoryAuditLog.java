package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import java.util.List;
import java.util.Set;

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
  public List<AuditEvent> of(Set<String> actions, int most) {
    return rows.newest(event -> actions.contains(event.action())).stream().limit(most).toList();
  }
}
