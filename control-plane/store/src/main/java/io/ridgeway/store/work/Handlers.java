package io.ridgeway.store.work;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;

/**
 * What does the work. Each may be called again for what it has done already (its process may die
 * before that is written down), on any thread, never within a transaction. One that throws is
 * called again, with back-off.
 */
public record Handlers(
    ReconcileHandler reconcile, InvoiceHandler invoice, OrganisationHandler organisation) {

  /** Brings a network closer to what is wanted of it. */
  @FunctionalInterface
  public interface ReconcileHandler {
    /** One pass. Never called for one network twice at a time, while its process is heard of. */
    Next reconcile(NetworkId network);
  }

  /** Issues invoices. */
  @FunctionalInterface
  public interface InvoiceHandler {
    void issueDue(SubscriptionId subscription);
  }

  /** Makes an organisation and its members known to the identity provider. */
  @FunctionalInterface
  public interface OrganisationHandler {
    void makeKnown(TenantId tenant);
  }
}
