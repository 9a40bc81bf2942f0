package io.ridgeway.store.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.Tenants;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.ScopedTransactions;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what other rows refer to. */
@Singleton
public final class World {
  private final ScopedTransactions transactions;
  private final Tenants tenants;
  private final Networks networks;
  private final Clock clock;

  World(ScopedTransactions transactions, Tenants tenants, Networks networks, Clock clock) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.networks = networks;
    this.clock = clock;
  }

  /** A tenant of that identifier, if it isn't there yet. */
  public void make(TenantId id) {
    transactions.runAsSystem(
        () -> {
          if (tenants.find(id).isEmpty()) {
            tenants.insert(
                new Tenant(id, "Fuji Tea", "CN", Tenant.Verification.UNVERIFIED, clock.instant()));
          }
        });
  }

  /** A network of that identifier, and its tenant. */
  public Network make(TenantId tenant, NetworkId id) {
    make(tenant);
    Network network = Network.ordered(id, tenant, Samples.spec("tea-" + id), clock.instant());
    transactions.runInTenant(tenant, () -> networks.insert(network));
    return network;
  }

  /** Does the work in a transaction and rolls it back. */
  public void rolledBack(Runnable work) {
    assertThatThrownBy(
            () ->
                transactions.runAsSystem(
                    () -> {
                      work.run();
                      throw new RolledBack();
                    }))
        .isInstanceOf(RolledBack.class);
  }

  private static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
