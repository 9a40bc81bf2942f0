package io.ridgeway.billing;

import io.ridgeway.model.QuoteId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes quotes from the price book that is in force. */
public final class Quotes {
  private static final Duration CHANGE_VALIDITY = Duration.ofDays(1);

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
    return new Quote(
        QuoteId.next(), tenant, spec, offer, survivesSiteLoss, Optional.empty(), now, until);
  }

  /**
   * A new quote for what a network is to become, from now to the end of its term; soon expired,
   * since the rest of the term shrinks.
   *
   * @param subscription its own, whose term isn't over
   * @param is what it is
   * @param priced the same as it is priced
   * @throws Refusal {@code NOT_PRICED} if the book in force has no price for it
   */
  public Quote change(
      Subscription subscription,
      NetworkSpec is,
      PricedSpec priced,
      NetworkSpec becomes,
      boolean survivesSiteLoss) {
    Instant now = clock.instant();
    Term term = subscription.offer().term();
    Offer offer =
        Difference.offer(
            books.at(now),
            priced,
            PricedSpec.of(becomes),
            term,
            subscription.offer().currency(),
            Difference.share(subscription.from(), subscription.to(), now));
    Instant soon = now.plus(CHANGE_VALIDITY);
    return new Quote(
        QuoteId.next(),
        subscription.tenant(),
        becomes,
        offer,
        survivesSiteLoss,
        Optional.of(new Quote.Changed(subscription.network(), is)),
        now,
        soon.isBefore(subscription.to()) ? soon : subscription.to());
  }
}
