package io.ridgeway.engine.order;

import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Supplement;
import io.ridgeway.engine.Page;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.network.NetworkSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps quotes, orders and subscriptions. */
public interface Orders {
  void insert(Quote quote);

  Optional<Quote> quote(QuoteId id);

  Page<Quote> quotes(Page.Request page);

  /** Keeps the order; a quote can be ordered once ({@code CONFLICT} else). */
  void insert(Order order);

  Optional<Order> order(OrderId id);

  Page<Order> orders(Page.Request page);

  /** The order that began the operation, if one did. */
  Optional<Order> orderOf(OperationId operation);

  /** What the network was that an order had changed by that operation. */
  default Optional<NetworkSpec> orderedBefore(OperationId operation) {
    return orderOf(operation)
        .flatMap(order -> quote(order.quote()))
        .flatMap(Quote::changes)
        .map(Quote.Changed::from);
  }

  /** Keeps what a changed order adds to a term's price. */
  void insert(Supplement supplement);

  /** What changed orders added to the subscription's price, the first one first. */
  List<Supplement> supplements(SubscriptionId subscription);

  void insert(Subscription subscription);

  void update(Subscription subscription);

  Optional<Subscription> subscription(SubscriptionId id);

  Optional<Subscription> subscriptionOf(NetworkId network);

  Page<Subscription> subscriptions(Page.Request page);

  /**
   * Those whose term is over at {@code now} though their network is still wanted, newest first.
   * Within the system's scope.
   */
  Page<Subscription> runningOver(Instant now, Page.Request page);
}
