package io.ridgeway.engine.access;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import java.time.Instant;

/**
 * A person's role in a tenant.
 *
 * @param name as people know them
 * @param email their address when they came, in small letters; empty if it wasn't told
 */
public record Membership(
    TenantId tenant, UserId user, String name, TenantRole role, Instant since, String email) {
  /** Of somebody whose address isn't known. */
  public Membership(TenantId tenant, UserId user, String name, TenantRole role, Instant since) {
    this(tenant, user, name, role, since, "");
  }

  /** The same person in another role. */
  public Membership with(TenantRole other) {
    return new Membership(tenant, user, name, other, since, email);
  }
}
