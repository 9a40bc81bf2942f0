package io.ridgeway.engine.account;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Credit;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Payment;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.tenant.Tenants;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** What operators do about the money that tenants owe. */
@Singleton
public final class Receivables {
  private final Transactions transactions;
  private final Access access;
  private final Tenants tenants;
  private final Invoices invoices;
  private final CreditBook book;
  private final CreditCheck check;
  private final AuditLog audit;
  private final Clock clock;

  public Receivables(
      Transactions transactions,
      Access access,
      Tenants tenants,
      Invoices invoices,
      CreditBook book,
      CreditCheck check,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.tenants = tenants;
    this.invoices = invoices;
    this.book = book;
    this.check = check;
    this.audit = audit;
    this.clock = clock;
  }

  /** Invoices of all tenants, newest first. */
  public Page<Bill> list(Actor actor, boolean unpaidOnly, Page.Request page) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> unpaidOnly ? invoices.unpaid(page) : invoices.list(page));
  }

  /**
   * Records that an invoice was paid. The same again changes nothing; another reference is refused
   * with {@code CONFLICT}.
   *
   * @param reference as in {@link Payment}
   */
  public Bill pay(Actor actor, InvoiceId id, String reference) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          Bill bill = find(id);
          if (bill.invoice().total().signum() <= 0) {
            throw new Refusal(
                ProblemType.ILLEGAL_TRANSITION,
                "There is nothing to pay of invoice " + bill.invoice().number() + ".");
          }
          Payment payment = new Payment(reference, clock.instant());
          if (bill.payment().isPresent() || !invoices.pay(bill.invoice(), payment)) {
            return same(find(id), reference);
          }
          record(
              actor,
              bill.invoice().tenant(),
              "invoice.pay",
              id,
              "Recorded the payment of invoice "
                  + bill.invoice().number()
                  + ", "
                  + bill.invoice().total()
                  + ": "
                  + reference);
          return new Bill(bill.invoice(), Optional.of(payment));
        });
  }

  /** How a tenant stands. */
  public Credit credit(Actor actor, TenantId tenant) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          requireTenant(tenant);
          return check.of(tenant);
        });
  }

  /** Sets how much a tenant may owe in the limit's currency. The same again changes nothing. */
  public Credit limit(Actor actor, TenantId tenant, Amount limit) {
    access.require(actor, RealmRole.OPERATOR);
    CreditLimits.requireLimit(limit);
    return transactions.asSystem(
        () -> {
          requireTenant(tenant);
          if (!book.limits(tenant).in(limit.currency()).equals(Optional.of(limit))) {
            book.setLimit(tenant, limit);
            record(actor, tenant, "credit-limit.set", tenant, "Set to " + limit + ".");
          }
          return check.of(tenant);
        });
  }

  /** Has the default apply again. */
  public Credit unlimit(Actor actor, TenantId tenant, String currency) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          requireTenant(tenant);
          if (book.clearLimit(tenant, currency)) {
            record(
                actor,
                tenant,
                "credit-limit.clear",
                tenant,
                "The default of " + currency + " applies again.");
          }
          return check.of(tenant);
        });
  }

  private static Bill same(Bill bill, String reference) {
    Payment payment = bill.payment().orElseThrow();
    if (!payment.reference().equals(reference)) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The payment of invoice "
              + bill.invoice().number()
              + " was recorded at "
              + payment.at()
              + " already, with the reference "
              + payment.reference()
              + ".");
    }
    return bill;
  }

  private Bill find(InvoiceId id) {
    return invoices.find(id).orElseThrow(() -> Refusal.notFound("invoice", id));
  }

  private void requireTenant(TenantId tenant) {
    if (tenants.find(tenant).isEmpty()) {
      throw Refusal.notFound("tenant", tenant);
    }
  }

  private void record(Actor actor, TenantId of, String action, Object subject, String detail) {
    audit.append(AuditEvent.of(clock.instant(), of, actor, action, subject, detail));
  }
}
