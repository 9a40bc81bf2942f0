package io.ridgeway.reconciler;

import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.takedown.Takedowns;
import io.ridgeway.model.key.TenantSecrets;

/**
 * Takedowns, and what they need.
 *
 * @param seal opens the keys of their data
 * @param audit where it is noted how they go
 */
public record Purging(Takedowns takedowns, TenantSecrets secrets, AuditLog audit) {}
