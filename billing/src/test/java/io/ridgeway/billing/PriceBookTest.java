package io.ridgeway.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PriceBookTest {
  private static final long MAX_PRICE = 1_000_000_000_000L;

  @Property(tries = 200)
  void whatIsPrintedReadsAsTheSameBook(@ForAll("books") PriceBook book) {
    assertThat(PriceBook.parse(book.print())).isEqualTo(book);
  }

  @Test
  void theShippedBookPrintsAsTheSameBook() {
    PriceBook book = PriceBooks.shipped().versions().get(0);

    assertThat(PriceBook.parse(book.print())).isEqualTo(book);
  }

  @Test
  void saysWhatItHasARowFor() {
    PriceBook book = PriceBooks.shipped().versions().get(0);

    assertThat(book.prices(Samples.LOCAL, "ethereum", Tier.DEDICATED)).isTrue();
    assertThat(book.prices(Samples.LOCAL, "ethereum", Tier.SHARED)).isFalse();
    assertThat(book.prices(Samples.LOCAL, "fabric", Tier.DEDICATED)).isTrue();
    assertThat(book.prices(Samples.LOCAL, "fisco-bcos", Tier.DEDICATED)).isTrue();
    assertThat(book.prices(Samples.LOCAL, "fabric", Tier.SHARED)).isTrue();
    assertThat(book.prices(Samples.CALIFORNIA, "fabric", Tier.DEDICATED)).isTrue();
    assertThat(book.prices(Samples.CALIFORNIA, "fisco-bcos", Tier.DEDICATED)).isFalse();
    assertThat(book.prices(new CityNodeId("mars-1"), "ethereum", Tier.DEDICATED)).isFalse();
  }

  @Test
  void refusesRowsThatAreNotInItsCurrency() {
    // Given
    PriceBook book = Samples.book();
    Rate dollars =
        new Rate(
            Samples.CALIFORNIA,
            "ethereum",
            Tier.DEDICATED,
            Samples.usd("1"),
            10,
            Samples.cny("1"),
            List.of());

    // Then
    assertThatThrownBy(() -> with(book, List.of(dollars), book.overage()))
        .hasMessage("a dedicated ethereum network at us-california-1 is not priced in CNY");
    assertThatThrownBy(() -> with(book, book.rates(), new Overage(1, Samples.usd("1"))))
        .hasMessage("overage is not priced in CNY");
    TpsBand band = new TpsBand(10, 20, Samples.usd("1"));
    Amount one = Samples.cny("1");
    Rate mixed =
        new Rate(Samples.CALIFORNIA, "ethereum", Tier.DEDICATED, one, 10, one, List.of(band));
    assertThatThrownBy(() -> with(book, List.of(mixed), book.overage()))
        .hasMessageEndingWith("is not priced in CNY");
    Rate row = book.rates().get(0);
    assertThatThrownBy(() -> with(book, List.of(row, row), book.overage()))
        .hasMessageContaining("has two rows; remove one");
  }

  @Test
  void aRateRefusesBandsThatLeaveAGap() {
    TpsBand band = new TpsBand(12, 20, Samples.cny("1"));

    assertThatThrownBy(
            () ->
                new Rate(
                    Samples.LOCAL,
                    "ethereum",
                    Tier.DEDICATED,
                    Samples.cny("1"),
                    10,
                    Samples.cny("1"),
                    List.of(band)))
        .hasMessage("TPS 11 to 12 have no price; let the band start from 10");
  }

  @Test
  void refusesNegativePricesWhereverTheyAreGiven() {
    Amount debt = Samples.cny("-0.01");
    Amount fine = Samples.cny("0");

    assertThatThrownBy(() -> new TpsBand(0, 1, debt)).hasMessageStartingWith("price is negative");
    assertThatThrownBy(() -> new Overage(0, debt)).hasMessageContaining("is negative");
    assertThatThrownBy(() -> new Overage(-1, fine)).hasMessageContaining("is negative");
    assertThatThrownBy(() -> rate(debt, 0, fine)).hasMessageStartingWith("perNodeMonth is");
    assertThatThrownBy(() -> rate(fine, 0, debt)).hasMessageStartingWith("perGibMonth is");
    assertThatThrownBy(() -> rate(fine, -1, fine)).hasMessageStartingWith("includedTps is");
    assertThatThrownBy(() -> new TpsBand(-1, 1, fine)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aComparisonHasADateOfIso8601() {
    assertThatThrownBy(() -> new Comparison("x", "July 2020", Samples.usd("1"), "source", "note"))
        .hasMessage("the date is not one such as 2020, 2020-07 or 2020-07-31");
  }

  private static Rate rate(Amount node, int tps, Amount gib) {
    return new Rate(Samples.LOCAL, "ethereum", Tier.DEDICATED, node, tps, gib, List.of());
  }

  private static PriceBook with(PriceBook book, List<Rate> rates, Overage overage) {
    return new PriceBook(
        book.version(),
        book.validFrom(),
        book.validTo(),
        book.currency(),
        book.quoteValidityDays(),
        book.exchange(),
        book.discounts(),
        overage,
        rates,
        book.comparisons());
  }

  @Provide
  Arbitrary<PriceBook> books() {
    Arbitrary<Amount> prices =
        Arbitraries.longs().between(0, MAX_PRICE).map(micros -> new Amount(micros, "CNY"));
    Arbitrary<String> texts =
        Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(20)
            .filter(text -> !text.isBlank())
            .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    Arbitrary<List<Rate>> rates =
        Combinators.combine(
                prices.list().ofMinSize(2).ofMaxSize(6), Arbitraries.integers().between(0, 50))
            .as(PriceBookTest::rows);
    return Combinators.combine(
            texts, prices, rates, prices, texts, Arbitraries.integers().between(1, 999))
        .as(
            (version, overage, rows, comparison, words, number) ->
                new PriceBook(
                    version,
                    Instant.ofEpochSecond(number * 1_000_000L),
                    number % 2 == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(number * 2_000_000_001L)),
                    "CNY",
                    number,
                    Map.of(
                        "USD",
                        new ExchangeRate(
                            "USD", BigDecimal.valueOf(number, 9), LocalDate.ofEpochDay(number))),
                    Map.of(Term.ANNUAL, BigDecimal.valueOf(number, 3)),
                    new Overage(number, overage),
                    rows,
                    List.of(new Comparison(words, "2020-07", comparison, words, words))));
  }

  /** One row for each price, each with as many bands as its number. */
  private static List<Rate> rows(List<Amount> prices, int included) {
    List<Rate> rows = new ArrayList<>();
    for (int i = 0; i < prices.size(); i++) {
      List<TpsBand> bands = new ArrayList<>();
      for (int band = 0; band < i; band++) {
        int from = included + band * 7;
        bands.add(new TpsBand(from, from + 7, prices.get(band)));
      }
      rows.add(
          new Rate(
              new CityNodeId("city-" + i),
              "ethereum",
              i % 2 == 0 ? Tier.DEDICATED : Tier.SHARED,
              prices.get(i),
              included,
              prices.get(0),
              bands,
              i % 3 == 0 ? Optional.empty() : Optional.of(prices.get(i))));
    }
    return rows;
  }
}
