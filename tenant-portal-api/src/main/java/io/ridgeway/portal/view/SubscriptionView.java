package io.ridgeway.portal.view;

import io.ridgeway.billing.Subscription;
import java.time.Instant;

/** A subscription and its term, end exclusive. */
public record SubscriptionView(
    String id,
    String order,
    String network,
    OfferView offer,
    Instant from,
    Instant to,
    Subscription.State state) {
  public static SubscriptionView of(Subscription s) {
    return new SubscriptionView(
        s.id().value(),
        s.order().value(),
        s.network().value(),
        OfferView.of(s.offer()),
        s.from(),
        s.to(),
        s.state());
  }
}
