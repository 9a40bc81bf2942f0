package io.ridgeway.engine.account;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Invoicing;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Supplement;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.account.Invoices.Kind;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.order.Orders;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.Tenants;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Issues invoices and shows them. A term is charged in advance, when it begins, and what a changed
 * order adds to it when that is ordered; what was used beyond it is charged when it ends.
 */
@Singleton
public final class InvoiceDesk {
  private final Transactions transactions;
  private final Access access;
  private final Tenants tenants;
  private final Orders orders;
  private final UsageBook usage;
  private final Invoices invoices;
  private final AuditLog audit;
  private final Schedule schedule;
  private final Seller seller;
  private final Clock clock;

  public InvoiceDesk(
      Transactions transactions,
      Access access,
      Tenants tenants,
      Orders orders,
      UsageBook usage,
      Invoices invoices,
      AuditLog audit,
      Schedule schedule,
      Seller seller,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.tenants = tenants;
    this.orders = orders;
    this.usage = usage;
    this.invoices = invoices;
    this.audit = audit;
    this.schedule = schedule;
    this.seller = seller;
    this.clock = clock;
  }

  public Page<Bill> list(Actor actor, TenantId tenant, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> invoices.list(page));
  }

  public Bill get(Actor actor, TenantId tenant, InvoiceId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant, () -> invoices.find(id).orElseThrow(() -> Refusal.notFound("invoice", id)));
  }

  /**
   * Issues what is due of a subscription, each invoice once however often this is called. Called by
   * the scheduler.
   */
  public void issueDue(SubscriptionId id) {
    transactions.runAsSystem(
        () -> {
          Subscription subscription =
              orders.subscription(id).orElseThrow(() -> Refusal.notFound("subscription", id));
          Instant now = clock.instant();
          if (!invoices.exists(id, Kind.ADVANCE, subscription.from())) {
            keep(
                Kind.ADVANCE,
                Invoicing.annual(subscription, List.of(), issue(subscription, number(now), now)));
          }
          orders.supplements(id).forEach(s -> issueSupplement(subscription, s, now));
          if (subscription.state() == Subscription.State.ACTIVE
              && now.isBefore(subscription.to())) {
            schedule.invoice(id, subscription.to());
          } else if (!invoices.exists(id, Kind.OVERAGE, subscription.from())) {
            issueOverage(subscription, now);
          }
        });
  }

  private void issueSupplement(Subscription subscription, Supplement supplement, Instant now) {
    // A number is drawn only for what is issued, or the numbers would have gaps.
    if (supplement.offer().total().signum() > 0
        && !invoices.exists(subscription.id(), Kind.SUPPLEMENT, supplement.from())) {
      Invoicing.supplement(subscription, supplement, issue(subscription, number(now), now))
          .ifPresent(invoice -> keep(Kind.SUPPLEMENT, invoice));
    }
  }

  private void issueOverage(Subscription subscription, Instant now) {
    List<UsageRecord> used =
        usage.of(subscription.network(), subscription.from(), subscription.to());
    // A number is drawn only for what is issued, or the numbers would have gaps.
    boolean any =
        Invoicing.overage(subscription, used, issue(subscription, "draft", now)).isPresent();
    if (any) {
      Invoicing.overage(subscription, used, issue(subscription, number(now), now))
          .ifPresent(invoice -> keep(Kind.OVERAGE, invoice));
    }
    if (subscription.state() == Subscription.State.ACTIVE) {
      orders.update(subscription.ended());
      audit.append(
          AuditEvent.of(
              now,
              subscription.tenant(),
              Actor.SYSTEM,
              "subscription.end",
              subscription.id(),
              "The term of network "
                  + subscription.network()
                  + " is over; the network runs on until someone decides."));
    }
  }

  private void keep(Kind kind, Invoice invoice) {
    if (!invoices.insert(kind, invoice)) {
      throw new IllegalStateException("an invoice of this kind was issued meanwhile");
    }
    audit.append(
        AuditEvent.of(
            invoice.issuedAt(),
            invoice.tenant(),
            Actor.SYSTEM,
            "invoice.issue",
            invoice.id(),
            "Issued invoice " + invoice.number() + "."));
  }

  private String number(Instant now) {
    return invoices.nextNumber(now.atOffset(ZoneOffset.UTC).getYear());
  }

  private Invoicing.Issue issue(Subscription subscription, String number, Instant now) {
    TenantId tenant = subscription.tenant();
    Tenant buyer = tenants.find(tenant).orElseThrow(() -> Refusal.notFound("tenant", tenant));
    Party party =
        tenants
            .file(tenant)
            .map(f -> new Party(f.legalName(), List.of(buyer.country()), f.registrationNumber()))
            .orElseGet(() -> new Party(buyer.name(), List.of(buyer.country()), ""));
    return new Invoicing.Issue(
        InvoiceId.next(), number, seller.party(), party, seller.tax(), now, seller.paymentDays());
  }
}
