package io.ridgeway.engine.host;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.CostBook;
import io.ridgeway.billing.CostBook.Margin;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.PricedSpec;
import io.ridgeway.billing.Subscription;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.Orders;
import io.ridgeway.model.network.NetworkSpec;
import jakarta.inject.Singleton;
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

  /** What was agreed for the term, and what each change of its order added to a month of it. */
  private Amount paid(Subscription subscription) {
    return orders.supplements(subscription.id()).stream()
        .map(change -> change.monthly(subscription))
        .reduce(subscription.offer().monthly(), Amount::plus);
  }

  /**
   * Of one guest a month; empty if its cost wasn't measured, or its book is gone.
   *
   * @param members of its host, at each of which a contract of its own runs as a service
   */
  Optional<Margin> of(Network guest, int members) {
    NetworkSpec spec = guest.spec().servedBy(members);
    if (spec.ownContracts() > 0 && members == 0) {
      return Optional.empty();
    }
    return orders
        .subscriptionOf(guest.id())
        .flatMap(
            subscription ->
                prices
                    .version(subscription.offer().bookVersion())
                    .flatMap(book -> costs.margin(PricedSpec.of(spec), paid(subscription), book)));
  }
}
