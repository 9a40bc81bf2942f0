package io.ridgeway.portal.view;

import io.ridgeway.billing.Quote;
import io.ridgeway.engine.order.QuoteDesk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A quote.
 *
 * @param survivesSiteLoss whether the network outlives the loss of any one city node; if not, the
 *     order must accept that
 * @param changes the network that becomes that; absent for a new one
 * @param interruption what that can't be used for meanwhile, and about how long; absent if it is
 *     used on throughout
 */
public record QuoteView(
    String id,
    SpecView spec,
    OfferView offer,
    boolean survivesSiteLoss,
    @Nullable String changes,
    @Nullable String interruption,
    Instant createdAt,
    Instant validUntil) {
  /** As a desk knows it. */
  public static QuoteView of(Quote q, QuoteDesk desk) {
    return new QuoteView(
        q.id().value(),
        SpecView.of(q.spec()),
        OfferView.of(q.offer()),
        q.survivesSiteLoss(),
        q.changes().map(c -> c.network().value()).orElse(null),
        desk.interruption(q).orElse(null),
        q.createdAt(),
        q.validUntil());
  }
}
