package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.cny;
import static io.ridgeway.billing.Samples.priced;
import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.OrderId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a changed order costs for the rest of its term. */
class DifferenceTest {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final Instant START = Samples.START;

  @Test
  void whatIsAddedIsChargedForTheRestOfTheTermAndNothingElse() {
    // When
    Offer offer = offer(Samples.book(), priced(5, 10, 10), priced(6, 10, 10));

    // Then
    assertThat(texts(offer))
        .containsExactly(
            "Nodes at us-california-1: 6 instead of 5, for 50 % of the term",
            "Storage at us-california-1: 60 GiB in all instead of 50, for 50 % of the term");
    // 40.60 × 6 and 10 × 1.25 × 6
    assertThat(offer.total()).isEqualTo(cny("318.60"));
    assertThat(offer.monthly())
        .as("of the whole of it")
        .isEqualTo(Rater.offer(Samples.book(), priced(6, 10, 10), Term.ANNUAL, "CNY").monthly());
  }

  @Test
  void whatIsAddedIsSaidByTheMonthToo() {
    // Given
    Offer year = Rater.offer(Samples.book(), priced(5, 10, 10), Term.ANNUAL, "CNY");
    Subscription subscription = Samples.subscription(year, START);
    Instant half = START.plus(Duration.between(START, subscription.to()).dividedBy(2));
    Offer more = offer(Samples.book(), priced(5, 10, 10), priced(6, 10, 10));

    // Then
    assertThat(Supplement.of(OrderId.next(), subscription, more, half).monthly(subscription))
        .isEqualTo(cny("53.10"));
    Instant last = subscription.to().minusSeconds(1);
    assertThat(Supplement.of(OrderId.next(), subscription, more, last).monthly(subscription))
        .isEqualTo(cny("0"));
  }

  @Test
  void whatStaysCostsNothing() {
    Offer offer = offer(Samples.book(), priced(5, 30, 10), priced(5, 30, 10));
    assertThat(offer.lines()).isEmpty();
    assertThat(offer.total()).isEqualTo(Amount.zero("CNY"));
  }

  @Test
  void whatIsTakenAwayIsSetAgainstWhatIsAddedAndNotRefunded() {
    // When
    Offer mixed = offer(Samples.book(), priced(6, 10, 10), priced(5, 20, 10));
    Offer less = offer(Samples.book(), priced(6, 10, 10), priced(5, 10, 10));

    // Then: 10 TPS × 2 × 6 against 318.60
    assertThat(mixed.total()).isEqualTo(cny("0"));
    assertThat(mixed.lines())
        .extracting(Line::amount)
        .contains(cny("120"), cny("-243.60"), cny("-75"), cny("198.60"));
    assertThat(less.total()).isEqualTo(cny("0"));
    assertThat(texts(less)).last().isEqualTo("Not refunded: a term is sold as a whole");
  }

  @Test
  void theTermsDiscountHoldsForChangesToo() {
    // Given
    PriceBook book = PriceBook.parse(Samples.yaml("[{from: 10, to: 20, price: 2}]", "0.1"));

    // When
    Offer offer = offer(book, priced(5, 10, 10), priced(6, 10, 10));

    // Then
    assertThat(offer.total()).isEqualTo(cny("286.74"));
  }

  @Test
  void theShareOfTheTermIsRoundedDown() {
    Instant end = START.plus(Duration.ofDays(3));
    assertThat(Difference.share(START, end, START)).isEqualByComparingTo("1");
    assertThat(Difference.share(START, end, START.plus(Duration.ofDays(1))))
        .isEqualByComparingTo("0.6666");
    assertThat(Difference.share(START, end, end)).isEqualByComparingTo("0");
    assertThat(Difference.share(START, end, START.minusSeconds(9))).isEqualByComparingTo("1");
  }

  @Test
  void aSupplementIsInvoicedByItselfAndNotIfItIsFree() {
    // Given
    Offer offer = offer(Samples.book(), priced(5, 10, 10), priced(6, 10, 10));
    Offer free = offer(Samples.book(), priced(6, 10, 10), priced(5, 10, 10));
    Subscription subscription =
        Samples.subscription(
            Rater.offer(Samples.book(), priced(5, 10, 10), Term.ANNUAL, "CNY"), START);
    Instant now = START.plus(Duration.ofDays(180));

    // When
    Optional<Invoice> invoice =
        Invoicing.supplement(
            subscription,
            Supplement.of(subscription.order(), subscription, offer, now),
            Samples.issue(TaxRate.NONE));

    // Then
    assertThat(invoice)
        .hasValueSatisfying(
            i -> {
              assertThat(i.total()).isEqualTo(cny("318.60"));
              assertThat(i.periodFrom()).isEqualTo(now);
              assertThat(i.periodTo()).isEqualTo(subscription.to());
            });
    assertThat(
            Invoicing.supplement(
                subscription,
                Supplement.of(subscription.order(), subscription, free, now),
                Samples.issue(TaxRate.NONE)))
        .isEmpty();
  }

  private static Offer offer(PriceBook book, PricedSpec is, PricedSpec becomes) {
    return Difference.offer(book, is, becomes, Term.ANNUAL, "CNY", HALF);
  }

  private static List<String> texts(Offer offer) {
    BillingTexts texts = BillingTexts.of(Locale.ENGLISH);
    return offer.lines().stream().map(texts::line).toList();
  }
}
