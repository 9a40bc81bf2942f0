package io.ridgeway.portal.view;

import io.ridgeway.billing.Quote;
import java.time.Instant;

/** A quote. */
public record QuoteView(
    String id, SpecView spec, OfferView offer, Instant createdAt, Instant validUntil) {
  public static QuoteView of(Quote q) {
    return new QuoteView(
        q.id().value(),
        SpecView.of(q.spec()),
        OfferView.of(q.offer()),
        q.createdAt(),
        q.validUntil());
  }
}
