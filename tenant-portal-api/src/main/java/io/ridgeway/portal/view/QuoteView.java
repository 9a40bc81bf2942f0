package io.ridgeway.portal.view;

import io.ridgeway.billing.Quote;
import java.time.Instant;

/**
 * A quote.
 *
 * @param survivesSiteLoss whether the network outlives the loss of any one city node; if not, the
 *     order must accept that
 */
public record QuoteView(
    String id,
    SpecView spec,
    OfferView offer,
    boolean survivesSiteLoss,
    Instant createdAt,
    Instant validUntil) {
  public static QuoteView of(Quote q) {
    return new QuoteView(
        q.id().value(),
        SpecView.of(q.spec()),
        OfferView.of(q.offer()),
        q.survivesSiteLoss(),
        q.createdAt(),
        q.validUntil());
  }
}
