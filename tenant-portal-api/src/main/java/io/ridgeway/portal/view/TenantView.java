package io.ridgeway.portal.view;

import io.ridgeway.engine.tenant.Tenant;
import java.time.Instant;

/** An organisation. */
public record TenantView(
    String id, String name, String country, Tenant.Verification verification, Instant createdAt) {
  public static TenantView of(Tenant t) {
    return new TenantView(t.id().value(), t.name(), t.country(), t.verification(), t.createdAt());
  }
}
