package io.ridgeway.engine.audit;

import io.ridgeway.engine.Page;

/** Keeps audit events; they are never changed or removed. */
public interface AuditLog {
  void append(AuditEvent event);

  /** Newest first; within a tenant's scope only that tenant's. */
  Page<AuditEvent> list(Page.Request page);
}
