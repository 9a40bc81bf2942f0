package io.ridgeway.engine.order;

import io.ridgeway.billing.Offer;
import io.ridgeway.billing.PricedSpec;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Quotes;
import io.ridgeway.billing.Rater;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;

/** Prices what can be ordered. An unverified tenant may quote. */
@Singleton
public final class QuoteDesk {
  private final Transactions transactions;
  private final Access access;
  private final Catalogue catalogue;
  private final Orders orders;
  private final Quotes quotes;

  public QuoteDesk(
      Transactions transactions, Access access, Catalogue catalogue, Orders orders, Quotes quotes) {
    this.transactions = transactions;
    this.access = access;
    this.catalogue = catalogue;
    this.orders = orders;
    this.quotes = quotes;
  }

  /** What it would cost, without keeping anything: the live price of a form. */
  public Offer price(NetworkSpec spec, Term term, String currency) {
    catalogue.check(spec);
    return Rater.offer(catalogue.priceBook(), PricedSpec.of(spec), term, currency);
  }

  /** A quote that can be ordered until it expires. */
  public Quote quote(Actor actor, TenantId tenant, NetworkSpec spec, Term term, String currency) {
    access.require(actor, tenant, TenantRole.VIEWER);
    boolean survives = catalogue.check(spec);
    Quote quote = quotes.make(tenant, spec, survives, term, currency);
    transactions.runInTenant(tenant, () -> orders.insert(quote));
    return quote;
  }

  public Quote get(Actor actor, TenantId tenant, QuoteId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant, () -> orders.quote(id).orElseThrow(() -> Refusal.notFound("quote", id)));
  }

  public Page<Quote> list(Actor actor, TenantId tenant, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> orders.quotes(page));
  }
}
