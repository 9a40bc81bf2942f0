package io.ridgeway.engine.access;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import java.time.Instant;

/** A person's role in a tenant. */
public record Membership(
    TenantId tenant, UserId user, String name, TenantRole role, Instant since) {}
