package io.ridgeway.engine.account;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Offer;
import io.ridgeway.model.TenantId;
import java.util.List;

/** Knows what tenants owe, and keeps how much each may. */
public interface CreditBook {
  /**
   * Waits until no other transaction holds the tenant, and holds it until this one ends: whoever
   * looks at what is owed and then adds to it does so alone, and sees what those before it did.
   */
  void hold(TenantId tenant);

  /** What the tenant owes, as of one moment: what is just being invoiced isn't missed. */
  Owed owed(TenantId tenant);

  /** The limits of the tenant's own. */
  CreditLimits limits(TenantId tenant);

  /** Sets the tenant's own limit in that currency. Called as system. */
  void setLimit(TenantId tenant, Amount limit);

  /**
   * Removes the tenant's own limit in that currency. Called as system.
   *
   * @return whether there was one
   */
  boolean clearLimit(TenantId tenant, String currency);

  /**
   * What a tenant owes.
   *
   * @param invoiced the unpaid invoices of more than nothing
   * @param ordered the terms, and changes of them, that aren't invoiced yet
   */
  record Owed(List<Claim.Invoiced> invoiced, List<Offer> ordered) {
    public Owed {
      invoiced = List.copyOf(invoiced);
      ordered = List.copyOf(ordered);
    }
  }
}
