package io.ridgeway.engine.audit;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import jakarta.inject.Singleton;

/** Shows the audit trail to operators and auditors. */
@Singleton
public final class AuditDesk {
  private final Transactions transactions;
  private final Access access;
  private final AuditLog log;

  public AuditDesk(Transactions transactions, Access access, AuditLog log) {
    this.transactions = transactions;
    this.access = access;
    this.log = log;
  }

  /** Newest first. */
  public Page<AuditEvent> list(Actor actor, Page.Request page) {
    if (!actor.roles().contains(RealmRole.AUDITOR)) {
      access.require(actor, RealmRole.OPERATOR);
    }
    return transactions.asSystem(() -> log.list(page));
  }
}
