package io.ridgeway.engine.audit;

import io.ridgeway.engine.Page;
import java.util.List;
import java.util.Set;

/** Keeps audit events; they are never changed or removed. */
public interface AuditLog {
  void append(AuditEvent event);

  /** Newest first; within a tenant's scope only that tenant's. */
  Page<AuditEvent> list(Page.Request page);

  /**
   * Of these actions, newest first, so many at most; within a tenant's scope only that tenant's.
   *
   * @param actions what people do: not {@code key.sign}, which isn't looked up so
   */
  List<AuditEvent> of(Set<String> actions, int most);
}
