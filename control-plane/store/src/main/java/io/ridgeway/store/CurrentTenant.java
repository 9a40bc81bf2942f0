package io.ridgeway.store;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells Hibernate whose rows of {@code @TenantId} entities a session may see: the transaction's
 * scope decides, as it does for the database's own row-level security beneath.
 */
@PersistenceUnitExtension
@ApplicationScoped
class CurrentTenant implements TenantResolver {
  private static final String ALL = "*";

  /** No tenant is called that: outside of a scope nothing is found. */
  private static final String NOBODY = "-";

  private final Scopes scopes;

  CurrentTenant(Scopes scopes) {
    this.scopes = scopes;
  }

  @Override
  public String getDefaultTenantId() {
    return NOBODY;
  }

  @Override
  public String resolveTenantId() {
    return scopes
        .current()
        .map(scope -> scope instanceof Scope.OfTenant tenant ? tenant.id().value() : ALL)
        .orElse(NOBODY);
  }

  @Override
  public boolean isRoot(String tenantId) {
    return ALL.equals(tenantId);
  }
}
