package io.ridgeway.store.order;

import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Supplement;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.order.Order;
import io.ridgeway.engine.order.Orders;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Quotes, orders and subscriptions. */
@Singleton
public final class SqlOrders implements Orders {
  private final Quotes quotes;
  private final PlacedOrders orders;
  private final Subscriptions subscriptions;

  SqlOrders(Quotes quotes, PlacedOrders orders, Subscriptions subscriptions) {
    this.quotes = quotes;
    this.orders = orders;
    this.subscriptions = subscriptions;
  }

  @Override
  public void insert(Quote quote) {
    quotes.insert(quote);
  }

  @Override
  public Optional<Quote> quote(QuoteId id) {
    return quotes.find(id);
  }

  @Override
  public Page<Quote> quotes(Page.Request page) {
    return quotes.list(page);
  }

  @Override
  public void insert(Order order) {
    orders.insert(order);
  }

  @Override
  public Optional<Order> order(OrderId id) {
    return orders.find(id);
  }

  @Override
  public Page<Order> orders(Page.Request page) {
    return orders.list(page);
  }

  @Override
  public Optional<Order> orderOf(OperationId operation) {
    return orders.of(operation);
  }

  @Override
  public void insert(Supplement supplement) {
    subscriptions.insert(supplement);
  }

  @Override
  public List<Supplement> supplements(SubscriptionId subscription) {
    return subscriptions.supplements(subscription);
  }

  @Override
  public void insert(Subscription subscription) {
    subscriptions.insert(subscription);
  }

  @Override
  public void update(Subscription subscription) {
    subscriptions.update(subscription);
  }

  @Override
  public Optional<Subscription> subscription(SubscriptionId id) {
    return subscriptions.find(id);
  }

  @Override
  public Optional<Subscription> subscriptionOf(NetworkId network) {
    return subscriptions.of(network);
  }

  @Override
  public Page<Subscription> subscriptions(Page.Request page) {
    return subscriptions.list(page);
  }

  @Override
  public Page<Subscription> runningOver(Instant now, Page.Request page) {
    return subscriptions.runningOver(now, page);
  }
}
