package io.ridgeway.app.wiring;

import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.takedown.Takedowns;
import io.ridgeway.model.key.TenantSecrets;
import io.ridgeway.reconciler.Purging;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Takedowns of private data: what keeps their keys as long as they are needed. */
final class TakedownBeans {
  @Produces
  @Singleton
  Purging purging(Takedowns takedowns, TenantSecrets secrets, AuditLog audit) {
    return new Purging(takedowns, secrets, audit);
  }
}
