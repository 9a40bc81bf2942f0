package io.ridgeway.engine.order;

import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Supplement;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.account.CreditCheck;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.change.ChangeDesk;
import io.ridgeway.engine.host.Ground;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.Tenants;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Accepts quotes: the commercial beginning of a network, and of its changes. */
@Singleton
public final class OrderDesk {
  private final Transactions transactions;
  private final Access access;
  private final Catalogue catalogue;
  private final CityNodes cityNodes;
  private final Tenants tenants;
  private final CreditCheck credit;
  private final Orders orders;
  private final Idempotency idempotency;
  private final Networks networks;
  private final Operations operations;
  private final AuditLog audit;
  private final Schedule schedule;
  private final OrderPolicy policy;
  private final ChangeDesk changes;
  private final Terms terms;
  private final Clock clock;

  public OrderDesk(
      Transactions transactions,
      Access access,
      Catalogue catalogue,
      CityNodes cityNodes,
      Tenants tenants,
      CreditCheck credit,
      Orders orders,
      Idempotency idempotency,
      Networks networks,
      Operations operations,
      AuditLog audit,
      Schedule schedule,
      OrderPolicy policy,
      ChangeDesk changes,
      Terms terms,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.catalogue = catalogue;
    this.cityNodes = cityNodes;
    this.tenants = tenants;
    this.credit = credit;
    this.orders = orders;
    this.idempotency = idempotency;
    this.networks = networks;
    this.operations = operations;
    this.audit = audit;
    this.schedule = schedule;
    this.policy = policy;
    this.changes = changes;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * Orders what was quoted. Order, subscription, network, operation, audit event and the scheduled
   * reconcile are written in one transaction: all of them, or none.
   *
   * @param acceptNoSiteLoss whether the tenant accepts that the loss of one city node may stop the
   *     network; needed where the quote says so ({@code SITE_LOSS_NOT_ACCEPTED} else)
   * @param idempotencyKey 1 to 255 characters; the same key with the same request gives the same
   *     order again
   * @param digest of the request as it was received
   */
  public Order place(
      Actor actor,
      TenantId tenant,
      QuoteId quoteId,
      boolean acceptNoSiteLoss,
      String idempotencyKey,
      String digest) {
    access.require(actor, tenant, TenantRole.ADMIN);
    if (idempotencyKey.isBlank() || idempotencyKey.length() > 255) {
      throw new Refusal(
          ProblemType.IDEMPOTENCY_KEY_MISSING,
          "Send an Idempotency-Key header of 1 to 255 characters, a new one for each order and the"
              + " same one when you try again.");
    }
    Optional<Ground> ground = ground(tenant, quoteId);
    return transactions.inTenant(
        tenant,
        () -> {
          Optional<Idempotency.Outcome> earlier = idempotency.claim(tenant, idempotencyKey, digest);
          if (earlier.isPresent()) {
            return replay(earlier.get(), digest);
          }
          Order order = accept(actor, tenant, quoteId, acceptNoSiteLoss, ground);
          idempotency.settle(tenant, idempotencyKey, order.id().value());
          return order;
        });
  }

  public Order get(Actor actor, TenantId tenant, OrderId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant, () -> orders.order(id).orElseThrow(() -> Refusal.notFound("order", id)));
  }

  public Page<Order> list(Actor actor, TenantId tenant, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> orders.orders(page));
  }

  public Page<Subscription> subscriptions(Actor actor, TenantId tenant, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> orders.subscriptions(page));
  }

  private Order replay(Idempotency.Outcome earlier, String digest) {
    if (!earlier.digest().equals(digest)) {
      throw new Refusal(
          ProblemType.IDEMPOTENCY_KEY_REUSED,
          "This Idempotency-Key was used for another request. Use a new key for a new order.");
    }
    return orders
        .order(new OrderId(earlier.resource()))
        .orElseThrow(() -> new IllegalStateException("an order of a settled key is missing"));
  }

  /** Of a quote that changes a network on others' nodes: whose. */
  private Optional<Ground> ground(TenantId tenant, QuoteId id) {
    return transactions
        .inTenant(tenant, () -> orders.quote(id))
        .flatMap(Quote::changes)
        .flatMap(changed -> changes.ground(tenant, changed.network()));
  }

  private Order accept(
      Actor actor,
      TenantId tenantId,
      QuoteId quoteId,
      boolean acceptNoSiteLoss,
      Optional<Ground> ground) {
    Instant now = clock.instant();
    Tenant tenant = tenants.find(tenantId).orElseThrow(() -> Refusal.notFound("tenant", tenantId));
    Quote quote = orders.quote(quoteId).orElseThrow(() -> Refusal.notFound("quote", quoteId));
    quote.requireValid(now);
    requireVerified(tenant, quote);
    credit.require(tenantId, quote.offer(), now);
    if (quote.changes().isPresent()) {
      return change(actor, quote, acceptNoSiteLoss, ground, now);
    }
    boolean survives = catalogue.check(quote.spec(), cityNodes.all());
    requireSurvivalOrAcceptance(quote, survives, acceptNoSiteLoss);
    networks
        .findByName(tenantId, quote.spec().name())
        .ifPresent(
            n -> {
              throw new Refusal(
                  ProblemType.CONFLICT,
                  "You have a network named "
                      + quote.spec().name()
                      + " already; choose another name and quote again.");
            });

    NetworkId networkId = NetworkId.next();
    Subscription subscription =
        Subscription.open(
            SubscriptionId.next(), tenantId, OrderId.next(), networkId, quote.offer(), now);
    Operation operation = Operation.begun(tenantId, networkId, Operation.Kind.CREATE, now);
    Order order =
        new Order(
            subscription.order(),
            tenantId,
            quoteId,
            subscription.id(),
            networkId,
            operation.id(),
            actor.name(),
            now);
    networks.insert(
        Network.ordered(networkId, tenantId, quote.spec().accepting(acceptNoSiteLoss), now));
    operations.insert(operation);
    orders.insert(order);
    orders.insert(subscription);
    audit.append(
        AuditEvent.of(
            now,
            tenantId,
            actor,
            "order.place",
            order.id(),
            "Ordered network "
                + quote.spec().name()
                + (acceptNoSiteLoss
                    ? "; accepted that the loss of one city node may stop it."
                    : ".")));
    schedule.reconcile(networkId);
    schedule.invoice(subscription.id(), now);
    return order;
  }

  /** A change: order, what it adds to the term's price, and what begins to be done about it. */
  private Order change(
      Actor actor, Quote quote, boolean acceptNoSiteLoss, Optional<Ground> ground, Instant now) {
    Quote.Changed changed = quote.changes().orElseThrow();
    Network network = changes.idle(changed.network());
    if (!network.spec().equals(changed.from())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Network "
              + network.spec().name()
              + " was changed since quote "
              + quote.id()
              + " was made; quote again.");
    }
    boolean accepted = acceptNoSiteLoss || quote.spec().acceptsNoSiteLoss();
    requireSurvivalOrAcceptance(quote, changes.check(network, quote.spec(), ground), accepted);
    Subscription subscription = terms.running(network.id());
    Operation operation = changes.begin(actor, network, quote.spec().accepting(accepted));
    Order order =
        new Order(
            OrderId.next(),
            quote.tenant(),
            quote.id(),
            subscription.id(),
            network.id(),
            operation.id(),
            actor.name(),
            now);
    orders.insert(order);
    orders.insert(Supplement.of(order.id(), subscription, quote.offer(), now));
    audit.append(
        AuditEvent.of(
            now,
            quote.tenant(),
            actor,
            "order.place",
            order.id(),
            "Ordered a change of network " + network.spec().name() + "."));
    schedule.invoice(subscription.id(), now);
    return order;
  }

  private static void requireSurvivalOrAcceptance(Quote quote, boolean survives, boolean accepted) {
    if (accepted || (survives && quote.survivesSiteLoss())) {
      return;
    }
    throw new Refusal(
        ProblemType.SITE_LOSS_NOT_ACCEPTED,
        (quote.survivesSiteLoss()
                ? "As the city nodes are now, this network no longer survives the loss of one"
                : "This network survives no site loss")
            + ": a city node would hold more members of its consensus group than the group may"
            + " lose. Choose more city nodes (four for four QBFT validators) and quote again, or"
            + " accept it: order with acceptNoSiteLoss: true (portal: the box beside the button;"
            + " ridgectl: --accept-no-site-loss).");
  }

  private void requireVerified(Tenant tenant, Quote quote) {
    if (tenant.verification() == Tenant.Verification.VERIFIED) {
      return;
    }
    for (var id : quote.spec().cityNodes()) {
      String jurisdiction =
          cityNodes
              .find(id)
              .map(e -> e.node().jurisdiction())
              .orElseThrow(() -> Refusal.notFound("city node", id));
      if (policy.asksVerification(jurisdiction)) {
        String next =
            switch (tenant.verification()) {
              case SUBMITTED ->
                  "Your real-name file waits for an operator; order again once it is approved.";
              case REJECTED ->
                  "Your real-name file was rejected; see why under verification, and hand it in"
                      + " again.";
              case UNVERIFIED, VERIFIED ->
                  "Hand in the real-name file (portal: Organisation, or POST"
                      + " /v1/tenants/{tenant}/verification); an operator looks at it, then order"
                      + " again.";
            };
        throw new Refusal(
            ProblemType.TENANT_NOT_VERIFIED,
            "City node "
                + id
                + " is under the law of "
                + jurisdiction
                + ", which asks for a verified real identity before anything runs. "
                + next);
      }
    }
  }
}
