package io.ridgeway.billing;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.math.BigDecimal;
import java.math.MathContext;
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

  /**
   * What it adds to the price of each month that was left of the term, for its whole rest is paid
   * at once.
   *
   * @param of the subscription that it belongs to
   */
  public Amount monthly(Subscription of) {
    BigDecimal share = Difference.share(of.from(), of.to(), from);
    if (share.signum() == 0) {
      return Amount.zero(offer.currency());
    }
    BigDecimal months = share.multiply(BigDecimal.valueOf(offer.term().months()));
    return offer.total().times(BigDecimal.ONE.divide(months, MathContext.DECIMAL64));
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
