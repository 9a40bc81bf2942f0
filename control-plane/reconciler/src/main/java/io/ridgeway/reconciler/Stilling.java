package io.ridgeway.reconciler;

import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.freeze.Freezes;

/**
 * What is frozen and let go.
 *
 * @param audit where it is noted how that goes
 */
public record Stilling(Freezes freezes, AuditLog audit) {}
