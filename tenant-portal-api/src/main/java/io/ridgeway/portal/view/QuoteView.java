package io.ridgeway.portal.view;

import io.ridgeway.billing.Quote;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A quote.
 *
 * @param survivesSiteLoss whether the network outlives the loss of any one city node; if not, the
 *     order must accept that
 * @param changes the network that becomes that; absent for a new one
 */
public record QuoteView(
    String id,
    SpecView spec,
    OfferView offer,
    boolean survivesSiteLoss,
    @Nullable String changes,
    Instant createdAt,
    Instant validUntil) {
  public static QuoteView of(Quote q) {
    return new QuoteView(
        q.id().value(),
        SpecView.of(q.spec()),
        OfferView.of(q.offer()),
        q.survivesSiteLoss(),
        q.changes().map(c -> c.network().value()).orElse(null),
        q.createdAt(),
        q.validUntil());
  }
}
