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
import io.ridgeway.engine.change.ChangeDesk;
import io.ridgeway.engine.host.Ground;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Prices what can be ordered. An unverified tenant may quote. */
@Singleton
public final class QuoteDesk {
  private final Transactions transactions;
  private final Access access;
  private final Catalogue catalogue;
  private final Orders orders;
  private final Quotes quotes;
  private final ChangeDesk changes;
  private final Terms terms;

  public QuoteDesk(
      Transactions transactions,
      Access access,
      Catalogue catalogue,
      Orders orders,
      Quotes quotes,
      ChangeDesk changes,
      Terms terms) {
    this.transactions = transactions;
    this.access = access;
    this.catalogue = catalogue;
    this.orders = orders;
    this.quotes = quotes;
    this.changes = changes;
    this.terms = terms;
  }

  /**
   * What it would cost, without keeping anything: the live price of a form. With contracts of its
   * own it goes by the host that the tenant would get.
   */
  public Offer price(TenantId tenant, NetworkSpec spec, Term term, String currency) {
    catalogue.check(spec);
    NetworkSpec priced = spec.ownContracts() == 0 ? spec : catalogue.check(tenant, spec).spec();
    return Rater.offer(catalogue.priceBook(), PricedSpec.of(priced), term, currency);
  }

  /** A quote that can be ordered until it expires. */
  public Quote quote(Actor actor, TenantId tenant, NetworkSpec spec, Term term, String currency) {
    access.require(actor, tenant, TenantRole.VIEWER);
    Catalogue.Orderable can = catalogue.check(tenant, spec);
    Quote quote = quotes.make(tenant, can.spec(), can.survivesSiteLoss(), term, currency);
    transactions.runInTenant(tenant, () -> orders.insert(quote));
    return quote;
  }

  /**
   * A quote for what a network of the tenant's is to become, for the rest of its term.
   *
   * @param change what it becomes, of what it is
   * @throws Refusal {@code CONFLICT} or {@code ILLEGAL_TRANSITION} if it can't be changed now, or
   *     its term is over; {@code INVALID_SPEC} with every reason
   */
  public Quote quoteChange(
      Actor actor, TenantId tenant, NetworkId id, UnaryOperator<NetworkSpec> change) {
    access.require(actor, tenant, TenantRole.VIEWER);
    Optional<Ground> ground = changes.ground(tenant, id);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = changes.idle(id);
          NetworkSpec to = changes.priced(change.apply(network.spec()), ground);
          boolean survives = changes.check(network, to, ground);
          NetworkSpec is = changes.priced(network.spec(), ground);
          Quote quote =
              quotes.change(terms.running(id), network.spec(), PricedSpec.of(is), to, survives);
          orders.insert(quote);
          return quote;
        });
  }

  public Quote get(Actor actor, TenantId tenant, QuoteId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant, () -> orders.quote(id).orElseThrow(() -> Refusal.notFound("quote", id)));
  }

  /**
   * What the network can't be used for while it becomes that, and about how long; empty if it is
   * used on throughout.
   */
  public Optional<String> interruption(Quote quote) {
    return catalogue.interruption(quote);
  }

  public Page<Quote> list(Actor actor, TenantId tenant, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> orders.quotes(page));
  }
}
