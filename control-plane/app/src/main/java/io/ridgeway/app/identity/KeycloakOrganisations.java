package io.ridgeway.app.identity;

import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.Tenants;
import io.ridgeway.model.TenantId;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes tenants known to Keycloak as organizations, with their members. It can be done again at any
 * time; the scheduler repeats it until it succeeds.
 */
@Singleton
public final class KeycloakOrganisations {
  /** How often rows that changed meanwhile are read again before the next task has to do it. */
  private static final int MOST_PASSES = 5;

  private final Transactions transactions;
  private final Tenants tenants;
  private final Memberships memberships;
  private final KeycloakDirectory directory;

  public KeycloakOrganisations(
      RidgewayConfig config, Transactions transactions, Tenants tenants, Memberships memberships) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.memberships = memberships;
    this.directory = new KeycloakDirectory(config.keycloak());
  }

  /**
   * Makes the tenant's organization and its members what our rows say. Rows that changed meanwhile
   * are looked at again, as another process may have been at it in between: the last word is
   * theirs.
   */
  public void sync(TenantId id) {
    Tenant tenant =
        transactions
            .asSystem(() -> tenants.find(id))
            .orElseThrow(() -> new IllegalStateException("no tenant " + id));
    Set<String> wanted = users(id);
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      directory.bring(tenant, wanted);
      Set<String> now = users(id);
      if (now.equals(wanted)) {
        return;
      }
      wanted = now;
    }
    throw new IllegalStateException("the members of " + id + " change all the time");
  }

  private Set<String> users(TenantId id) {
    return transactions.asSystem(() -> memberships.of(id)).stream()
        .map(m -> m.user().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
