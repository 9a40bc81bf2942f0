package io.ridgeway.engine.host;

import io.ridgeway.billing.CostBook;
import io.ridgeway.billing.CostBook.Margin;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.PricedSpec;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Supplement;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.Orders;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What is left of what guests pay, by the cost book. Called in the system's scope. */
@Singleton
public final class Margins {
  private final CostBook costs;
  private final PriceBooks prices;
  private final Orders orders;

  public Margins(CostBook costs, PriceBooks prices, Orders orders) {
    this.costs = costs;
    this.prices = prices;
    this.orders = orders;
  }

  /** What it is sold by: as it was last changed. */
  private Offer offer(Subscription subscription) {
    List<Supplement> changes = orders.supplements(subscription.id());
    return changes.isEmpty() ? subscription.offer() : changes.get(changes.size() - 1).offer();
  }

  /** Of one guest a month; empty if its cost wasn't measured, or its book is gone. */
  Optional<Margin> of(Network guest) {
    return orders
        .subscriptionOf(guest.id())
        .map(this::offer)
        .flatMap(
            offer ->
                prices
                    .version(offer.bookVersion())
                    .flatMap(book -> costs.margin(PricedSpec.of(guest.spec()), offer, book)));
  }
}
