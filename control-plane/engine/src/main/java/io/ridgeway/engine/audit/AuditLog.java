package io.ridgeway.engine.audit;

import io.ridgeway.engine.Page;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps audit events; they are never changed or removed. */
public interface AuditLog {
  void append(AuditEvent event);

  /** Newest first; within a tenant's scope only that tenant's. */
  Page<AuditEvent> list(Page.Request page);

  /**
   * What is looked for: what meets all of it.
   *
   * @param tenant whose events; within a tenant's scope that tenant
   * @param actions what people do: not {@code key.sign}, which isn't looked up so
   * @param user who did it; empty for anybody
   * @param subject what it was done to; empty for anything
   */
  record Search(
      TenantId tenant, Set<String> actions, Optional<UserId> user, Optional<String> subject) {
    public Search {
      actions = Set.copyOf(actions);
    }
  }

  /** Newest first, so many at most. */
  List<AuditEvent> find(Search search, int most);
}
