package io.ridgeway.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.CostBook;
import io.ridgeway.billing.CostBook.Margin;
import io.ridgeway.billing.PriceBook;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.SharedNodes;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of what guests pay, after their orders changed too. */
class MarginsTest {
  private static final CostBook COSTS = CostBook.shipped();

  private final Office office = new Office();
  private final SharedNodes nodes = new SharedNodes(office);
  private final Margins margins = new Margins(COSTS, PriceBooks.shipped(), office.store.orders);
  private NetworkId guest;
  private Amount agreed;

  @BeforeEach
  void aGuestHalfOfWhoseTermIsOver() {
    Quote quote =
        office.quotes.quote(
            office.viewer, office.tenant, SharedNodes.order("tea", 1), Term.ANNUAL, "USD");
    agreed = quote.offer().monthly();
    guest = place(quote, "first");
    nodes.arrived(guest);
    office.clock.advance(Duration.ofDays(182));
  }

  @Test
  void aChangeAddsWhatIsPaidForItAndNotWhatTheWholeWouldCostNow() {
    // Given
    assertThat(margin(2).price()).isEqualTo(agreed);
    assertThat(margin(2).cost()).isEqualTo(cost(2));

    // When
    change(3);

    // Then two more at each of two members, but for the rounding of what was charged at once
    Amount added = margin(2).price().minus(agreed).minus(Amount.of("3.045", "USD").times(4));
    assertThat(Math.abs(added.micros())).isLessThan(10_000);
    assertThat(margin(2).cost()).isEqualTo(cost(6));
  }

  @Test
  void whatIsGivenUpIsPaidToTheTermsEnd() {
    // When
    change(0);

    // Then
    assertThat(margin(2).price()).isEqualTo(agreed);
    assertThat(margin(2).cost()).isEqualTo(cost(0));
  }

  @Test
  void contractsCostByTheHostThatItLivesOn() {
    assertThat(margin(3).cost()).isEqualTo(cost(3));
    assertThat(margins.of(office.network(guest), 0)).isEmpty();
  }

  private Margin margin(int members) {
    return office.store.asSystem(() -> margins.of(office.network(guest), members)).orElseThrow();
  }

  /** In what the guest pays in. */
  private Amount cost(int services) {
    Amount month =
        COSTS
            .month("fabric", Tier.SHARED, 5, 2)
            .orElseThrow()
            .plus(COSTS.contractServiceMonth("fabric", Tier.SHARED).orElseThrow().times(services));
    PriceBook book = PriceBooks.shipped().at(office.clock.instant());
    return month.converted(book.exchange().get("USD").perUnit(), "USD");
  }

  private void change(int contracts) {
    place(
        office.quotes.quoteChange(
            office.viewer,
            office.tenant,
            guest,
            (NetworkSpec spec) -> spec.with(SharedNodes.counts(contracts))),
        "change to " + contracts);
    office.finish(guest);
  }

  private NetworkId place(Quote quote, String key) {
    return office
        .orders
        .place(office.admin, office.tenant, quote.id(), true, key, "digest of " + key)
        .network();
  }
}
