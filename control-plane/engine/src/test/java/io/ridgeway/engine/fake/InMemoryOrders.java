package io.ridgeway.engine.fake;

import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Supplement;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.Order;
import io.ridgeway.engine.order.Orders;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link Orders} in memory. */
public final class InMemoryOrders implements Orders {
  private final InMemoryStore store;
  private final Table<QuoteId, Quote> quotes;
  private final Table<OrderId, Order> orders;
  private final Table<SubscriptionId, Subscription> subscriptions;
  private final Table<OrderId, Supplement> supplements;

  InMemoryOrders(InMemoryStore store) {
    this.store = store;
    this.quotes = store.table(q -> Optional.of(q.tenant()));
    this.orders = store.table(o -> Optional.of(o.tenant()));
    this.subscriptions = store.table(s -> Optional.of(s.tenant()));
    this.supplements = store.table(s -> Optional.of(s.tenant()));
  }

  @Override
  public void insert(Quote quote) {
    quotes.insert(quote.id(), quote);
  }

  @Override
  public Optional<Quote> quote(QuoteId id) {
    return quotes.get(id);
  }

  @Override
  public Page<Quote> quotes(Page.Request page) {
    return quotes.page(page);
  }

  @Override
  public void insert(Order order) {
    if (!orders.all(o -> o.quote().equals(order.quote())).isEmpty()) {
      throw new Refusal(ProblemType.CONFLICT, "The quote was ordered already.");
    }
    orders.insert(order.id(), order);
  }

  @Override
  public Optional<Order> order(OrderId id) {
    return orders.get(id);
  }

  @Override
  public Page<Order> orders(Page.Request page) {
    return orders.page(page);
  }

  @Override
  public Optional<Order> orderOf(OperationId operation) {
    return orders.all(o -> o.operation().equals(operation)).stream().findFirst();
  }

  @Override
  public void insert(Supplement supplement) {
    supplements.insert(supplement.order(), supplement);
  }

  @Override
  public List<Supplement> supplements(SubscriptionId subscription) {
    return supplements.all(s -> s.subscription().equals(subscription)).stream()
        .sorted(Comparator.comparing(Supplement::from))
        .toList();
  }

  @Override
  public void insert(Subscription subscription) {
    subscriptions.insert(subscription.id(), subscription);
  }

  @Override
  public void update(Subscription subscription) {
    subscriptions.update(subscription.id(), subscription);
  }

  @Override
  public Optional<Subscription> subscription(SubscriptionId id) {
    return subscriptions.get(id);
  }

  @Override
  public Optional<Subscription> subscriptionOf(NetworkId network) {
    return subscriptions.all(s -> s.network().equals(network)).stream().findFirst();
  }

  @Override
  public Page<Subscription> subscriptions(Page.Request page) {
    return subscriptions.page(page);
  }

  @Override
  public Page<Subscription> runningOver(Instant now, Page.Request page) {
    store.requireSystem();
    return subscriptions.page(
        page,
        s ->
            !now.isBefore(s.to())
                && store.networks.get(s.network()).desire() != Network.Desire.DELETED);
  }
}
