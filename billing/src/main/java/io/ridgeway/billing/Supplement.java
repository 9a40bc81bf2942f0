package io.ridgeway.billing;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * What a changed order adds to the price of a term that runs.
 *
 * @param offer the rest of the term's price for what is added; never below zero
 * @param from when it was ordered, inclusive
 * @param to when the term ends, exclusive
 */
public record Supplement(
    OrderId order,
    TenantId tenant,
    SubscriptionId subscription,
    NetworkId network,
    Offer offer,
    Instant from,
    Instant to) {
  public Supplement {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a supplement is for the rest of a term");
    }
    if (offer.total().signum() < 0) {
      throw new IllegalArgumentException("nothing is refunded");
    }
  }

  /** Of that subscription, from now to its end. */
  public static Supplement of(OrderId order, Subscription subscription, Offer offer, Instant now) {
    return new Supplement(
        order,
        subscription.tenant(),
        subscription.id(),
        subscription.network(),
        offer,
        now,
        subscription.to());
  }
}
