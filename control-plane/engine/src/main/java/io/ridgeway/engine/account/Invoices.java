package io.ridgeway.engine.account;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Payment;
import io.ridgeway.engine.Page;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.SubscriptionId;
import java.time.Instant;
import java.util.Optional;

/** Keeps invoices, which are never changed or removed, and beside each whether it was paid. */
public interface Invoices {
  /**
   * Keeps the invoice.
   *
   * @return whether it is new; if the subscription has one of that kind and period already, nothing
   *     is kept
   */
  boolean insert(Kind kind, Invoice invoice);

  /** Whether the subscription has an invoice of that kind, for a period that begins then. */
  boolean exists(SubscriptionId subscription, Kind kind, Instant from);

  Optional<Bill> find(InvoiceId id);

  /** Newest first; within a tenant's scope only that tenant's. */
  Page<Bill> list(Page.Request page);

  /** The same of those that are to be paid yet. */
  Page<Bill> unpaid(Page.Request page);

  /**
   * Keeps the payment. Called as system.
   *
   * @return whether it is new; if the invoice has one already, nothing is kept
   */
  boolean pay(Invoice invoice, Payment payment);

  /**
   * The next invoice number of that year: gapless, {@code 2026-000001}. Its row is locked until the
   * transaction ends.
   */
  String nextNumber(int year);

  /** What an invoice of a subscription charges; there is one of each for a period at most. */
  enum Kind {
    /** The term, when it begins. */
    ADVANCE,
    /** What a changed order adds to it, when that is ordered. */
    SUPPLEMENT,
    /** What was used beyond it, when it ends. */
    OVERAGE
  }
}
