package io.ridgeway.app.wiring;

import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.freeze.Freezes;
import io.ridgeway.reconciler.Stilling;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What is frozen on ledgers and let go. */
final class FreezeBeans {
  @Produces
  @Singleton
  Stilling stilling(Freezes freezes, AuditLog audit) {
    return new Stilling(freezes, audit);
  }
}
