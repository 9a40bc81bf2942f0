package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.CALIFORNIA;
import static io.ridgeway.billing.Samples.LOCAL;
import static io.ridgeway.billing.Samples.TENANT;
import static io.ridgeway.billing.Samples.cny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.SettableClock;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotesTest {
  private final SettableClock clock = SettableClock.fixedAt(Samples.START);
  private final Quotes quotes = new Quotes(PriceBooks.shipped(), clock);

  @Test
  void makesAQuoteThatExpiresAfterTheBooksDays() {
    // When
    Quote quote = quotes.make(TENANT, Samples.spec(), true, Term.MONTHLY, "CNY");

    // Then
    assertThat(quote.offer().total()).isEqualTo(cny("265.50"));
    assertThat(quote.createdAt()).isEqualTo(Samples.START);
    assertThat(quote.validUntil()).isEqualTo(Instant.parse("2026-12-21T00:00:00Z"));
    assertThat(quote.tenant()).isEqualTo(TENANT);
    assertThat(quote.spec()).isEqualTo(Samples.spec());
  }

  @Test
  void refusesAQuoteThatHasExpired() {
    // Given
    Quote quote = quotes.make(TENANT, Samples.spec(), true, Term.ANNUAL, "USD");

    // When
    clock.advance(Duration.ofDays(30).minusNanos(1));

    // Then
    assertThat(quote.isExpired(clock.instant())).isFalse();
    assertThatCode(() -> quote.requireValid(clock.instant())).doesNotThrowAnyException();

    // When
    clock.advance(Duration.ofNanos(1));

    // Then
    assertThat(quote.isExpired(clock.instant())).isTrue();
    assertThatThrownBy(() -> quote.requireValid(clock.instant()))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.QUOTE_EXPIRED))
        .hasMessage(
            "Quote "
                + quote.id()
                + " could be accepted until 2026-12-21T00:00:00Z: ask for a new one.");
  }

  @Test
  void pricesAllNodesAtTheFirstCityNodeUntilTheyArePlaced() {
    // Given
    NetworkSpec spec = Samples.spec();
    Placement placement =
        new Placement(
            Map.of(
                NodeName.of("validator", 1), LOCAL,
                NodeName.of("validator", 2), CALIFORNIA,
                NodeName.of("rpc", 1), CALIFORNIA),
            List.of(),
            false);

    // Then
    assertThat(PricedSpec.of(spec).nodes()).isEqualTo(Map.of(LOCAL, 5));
    assertThat(PricedSpec.of(spec, placement).nodes()).isEqualTo(Map.of(LOCAL, 1, CALIFORNIA, 2));
    assertThat(
            quotes
                .make(TENANT, spec, PricedSpec.of(spec, placement), true, Term.MONTHLY, "CNY")
                .offer()
                .lines())
        .hasSize(4);
  }

  @Test
  void refusesANetworkWithoutNodes() {
    // Given
    NetworkSpec spec = Samples.spec();
    NetworkSpec none =
        new NetworkSpec(
            spec.name(),
            spec.framework(),
            spec.tier(),
            Map.of("validator", 0),
            Map.of(),
            spec.cityNodes(),
            spec.tps(),
            spec.storageGib());

    // Then
    assertThatThrownBy(() -> quotes.make(TENANT, none, true, Term.ANNUAL, "USD"))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.INVALID_SPEC))
        .hasMessageContaining("no nodes to price");
    assertThatThrownBy(() -> Samples.priced(1, 0, 1)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Samples.priced(1, 1, 0)).isInstanceOf(Refusal.class);
  }

  @Test
  void refusesToQuoteBeforeTheFirstBook() {
    Quotes early =
        new Quotes(
            PriceBooks.shipped(), SettableClock.fixedAt(Instant.parse("2025-12-31T23:59:59Z")));

    assertThatThrownBy(() -> early.make(TENANT, Samples.spec(), true, Term.ANNUAL, "USD"))
        .hasMessageContaining("No price book is in force");
  }
}
