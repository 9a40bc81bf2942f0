package io.ridgeway.engine.fake;

import io.ridgeway.engine.Schedule;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Schedule} in memory: keeps what is due, and runs nothing. */
public final class InMemorySchedule implements Schedule {
  private final InMemoryStore store;
  private final Table<NetworkId, NetworkId> networks;
  private final Table<SubscriptionId, Instant> invoices;
  private final Table<TenantId, TenantId> organisations;

  InMemorySchedule(InMemoryStore store) {
    this.store = store;
    this.networks = store.table(Table.Owner.nobody());
    this.invoices = store.table(Table.Owner.nobody());
    this.organisations = store.table(Table.Owner.nobody());
  }

  @Override
  public void reconcile(NetworkId network) {
    if (store.networks.find(network).isEmpty()) {
      throw new IllegalStateException("there is no network " + network + " to reconcile");
    }
    networks.put(network, network);
  }

  @Override
  public void invoice(SubscriptionId subscription, Instant at) {
    invoices.put(subscription, at);
  }

  @Override
  public void organisation(TenantId tenant) {
    organisations.put(tenant, tenant);
  }

  /** The networks that wait to be reconciled, oldest first. */
  public List<NetworkId> dueNetworks() {
    return networks.all(n -> true);
  }

  /** When the subscription's invoices are due next. */
  public Optional<Instant> invoiceDue(SubscriptionId subscription) {
    return invoices.get(subscription);
  }

  /** The tenants that wait to be made known. */
  public List<TenantId> dueOrganisations() {
    return organisations.all(t -> true);
  }
}
