package io.ridgeway.billing;

import io.ridgeway.model.QuoteId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes quotes from the price book that is in force. */
public final class Quotes {
  private final PriceBooks books;
  private final Clock clock;

  public Quotes(PriceBooks books, Clock clock) {
    this.books = books;
    this.clock = clock;
  }

  /**
   * A new quote, all nodes priced at the first city node of the spec.
   *
   * @param survivesSiteLoss as the placer says
   * @throws Refusal {@code NOT_PRICED} if the book in force has no price for it
   */
  public Quote make(
      TenantId tenant, NetworkSpec spec, boolean survivesSiteLoss, Term term, String currency) {
    return make(tenant, spec, PricedSpec.of(spec), survivesSiteLoss, term, currency);
  }

  /** A new quote, nodes priced where {@code priced} has them. */
  public Quote make(
      TenantId tenant,
      NetworkSpec spec,
      PricedSpec priced,
      boolean survivesSiteLoss,
      Term term,
      String currency) {
    Instant now = clock.instant();
    PriceBook book = books.at(now);
    Offer offer = Rater.offer(book, priced, term, currency);
    Instant until = now.plus(Duration.ofDays(book.quoteValidityDays()));
    return new Quote(QuoteId.next(), tenant, spec, offer, survivesSiteLoss, now, until);
  }
}
