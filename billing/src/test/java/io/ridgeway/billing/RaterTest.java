package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.CALIFORNIA;
import static io.ridgeway.billing.Samples.ETHEREUM;
import static io.ridgeway.billing.Samples.LOCAL;
import static io.ridgeway.billing.Samples.cny;
import static io.ridgeway.billing.Samples.priced;
import static io.ridgeway.billing.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaterTest {
  private final PriceBook shipped = PriceBooks.shipped().versions().get(0);

  /** The first two rows are the published figures; the others follow from the same rule. */
  @ParameterizedTest
  @CsvSource({
    "3, 200, MONTHLY, CNY, 871.80, 871.80",
    "3, 200, MONTHLY, USD, 130.77, 130.77",
    "3, 200, ANNUAL, USD, 1569.24, 130.77",
    "3, 10, MONTHLY, CNY, 159.30, 159.30",
    "3, 10, ANNUAL, USD, 286.74, 23.895",
    "2, 10, ANNUAL, USD, 191.16, 15.93",
    "5, 10, ANNUAL, CNY, 3186.00, 265.50"
  })
  void answersTheRulesFiguresToTheCent(
      int nodes, int gib, Term term, String currency, String total, String monthly) {
    // When
    Offer offer = Rater.offer(shipped, priced(nodes, 10, gib), term, currency);

    // Then
    assertThat(offer.total()).isEqualTo(Amount.of(total, currency));
    assertThat(offer.monthly()).isEqualTo(Amount.of(monthly, currency));
    assertThat(offer.bookVersion()).isEqualTo("2026-1");
  }

  @Test
  void itemisesNodesStorageAndEachBandOfTps() {
    // When
    Offer offer = Rater.offer(Samples.book(), priced(3, 25, 10), Term.ANNUAL, "USD");

    // Then
    assertThat(offer.lines())
        .extracting(Line::key, Line::quantity, Line::unit, Line::unitPrice, Line::amount)
        .containsExactly(
            tuple("line.node-base", of("36"), "node-month", usd("6.09"), usd("219.24")),
            tuple("line.storage", of("360"), "gib-month", usd("0.1875"), usd("67.50")),
            tuple("line.tps", of("120"), "tps-month", usd("0.30"), usd("36.00")),
            tuple("line.tps", of("60"), "tps-month", usd("0.225"), usd("13.50")));
    assertThat(offer.lines())
        .extracting(Line::args)
        .containsExactly(
            Map.of("cityNode", "us-california-1", "nodes", "3", "months", "12", "tps", "10"),
            Map.of("cityNode", "us-california-1", "nodes", "3", "months", "12", "gib", "10"),
            Map.of("from", "11", "to", "20", "months", "12"),
            Map.of("from", "21", "to", "25", "months", "12"));
    assertThat(offer.total()).isEqualTo(usd("336.24"));
    assertThat(offer.overage()).isEqualTo(new Overage(1000, usd("0.003")));
  }

  @Test
  void takesTheTermsDiscountOffAsALineOfItsOwn() {
    // Given
    PriceBook book = PriceBook.parse(Samples.yaml("[]", "0.1"));

    // When
    Offer year = Rater.offer(book, priced(3, 10, 10), Term.ANNUAL, "CNY");
    Offer month = Rater.offer(book, priced(3, 10, 10), Term.MONTHLY, "CNY");

    // Then
    Line discount = year.lines().get(year.lines().size() - 1);
    assertThat(discount.key()).isEqualTo("line.term-discount");
    assertThat(discount.args()).isEqualTo(Map.of("percent", "10"));
    assertThat(discount.amount()).isEqualTo(cny("-191.16"));
    assertThat(year.total()).isEqualTo(cny("1720.44"));
    assertThat(year.monthly()).isEqualTo(cny("143.37"));
    assertThat(month.lines()).hasSize(2);
    assertThat(month.total()).isEqualTo(cny("159.30"));
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "3, 1"})
  void chargesTpsOnceByTheDearestOfTheCityNodes(int california, int local) {
    // Given
    PriceBook book =
        PriceBook.parse(
            Samples.yaml("[{from: 10, to: 100, price: " + california + "}]", "0")
                + "  - {cityNode: local-1, framework: ethereum, tier: dedicated, perNodeMonth: 10,"
                + " includedTps: 10, perGibMonth: 1, tps: [{from: 10, to: 100, price: "
                + local
                + "}]}");
    PricedSpec spec =
        new PricedSpec(ETHEREUM, Tier.DEDICATED, Map.of(CALIFORNIA, 2, LOCAL, 1), 20, 10);

    // When
    Offer offer = Rater.offer(book, spec, Term.MONTHLY, "CNY");

    // Then
    assertThat(offer.lines())
        .extracting(Line::key, line -> line.args().get("cityNode"), Line::amount)
        .containsExactly(
            tuple("line.node-base", "local-1", cny("10")),
            tuple("line.storage", "local-1", cny("10")),
            tuple("line.node-base", "us-california-1", cny("81.20")),
            tuple("line.storage", "us-california-1", cny("25")),
            tuple("line.tps", null, cny("30")));
  }

  @Test
  void refusesWhatTheBookHasNoPriceFor() {
    refuses(
        new PricedSpec(ETHEREUM, Tier.DEDICATED, Map.of(new CityNodeId("mars-1"), 1), 10, 10),
        Term.MONTHLY,
        "CNY",
        "a dedicated ethereum network at mars-1");
    refuses(
        new PricedSpec(ETHEREUM, Tier.SHARED, Map.of(CALIFORNIA, 1), 10, 10),
        Term.MONTHLY,
        "CNY",
        "a shared ethereum network at us-california-1");
    refuses(
        new PricedSpec(
            new Framework("fisco-bcos", "3.16"), Tier.DEDICATED, Map.of(CALIFORNIA, 1), 10, 10),
        Term.MONTHLY,
        "CNY",
        "a dedicated fisco-bcos network at us-california-1");
    refuses(priced(1, 10, 10), Term.MONTHLY, "EUR", "offers in EUR");
    refuses(priced(1, 2001, 10), Term.MONTHLY, "CNY", "ask for 2000 TPS at most");
    assertThat(Rater.offer(shipped, priced(1, 2000, 10), Term.MONTHLY, "CNY").total().signum())
        .isPositive();
  }

  @Test
  void refusesATermThatTheBookDoesNotOffer() {
    PriceBook monthlyOnly =
        PriceBook.parse(Samples.yaml("[]", "0").replace("  - { term: annual, discount: 0 }\n", ""));

    assertThatThrownBy(() -> Rater.offer(monthlyOnly, priced(1, 10, 10), Term.ANNUAL, "CNY"))
        .isInstanceOf(Refusal.class)
        .hasMessage("Price book test-1 has no price for annual terms: choose one of [MONTHLY].");
  }

  @Property(tries = 300)
  void theTotalIsTheSumOfItsLinesAndEachLineFollowsFromItsPrice(
      @ForAll @IntRange(min = 1, max = 100) int nodes,
      @ForAll @IntRange(min = 1, max = 100) int tps,
      @ForAll @IntRange(min = 1, max = 65_536) int gib,
      @ForAll Term term,
      @ForAll boolean dollars) {
    // When
    String currency = dollars ? "USD" : "CNY";
    Offer offer = Rater.offer(Samples.book(), priced(nodes, tps, gib), term, currency);

    // Then
    assertThat(offer.total().micros())
        .isEqualTo(offer.lines().stream().mapToLong(line -> line.amount().micros()).sum());
    assertThat(offer.lines())
        .allSatisfy(
            line ->
                assertThat(line.amount())
                    .isEqualTo(line.unitPrice().times(line.quantity()).rounded()));
    Amount drift = offer.total().minus(offer.monthly().times(term.months()));
    assertThat(Math.abs(drift.micros())).isLessThanOrEqualTo(5_000L * offer.lines().size());
  }

  @Property(tries = 300)
  void moreOfAnythingNeverCostsLess(
      @ForAll @IntRange(min = 1, max = 50) int nodes,
      @ForAll @IntRange(min = 1, max = 99) int tps,
      @ForAll @IntRange(min = 1, max = 2000) int gib) {
    Amount base = yearly(nodes, tps, gib);

    assertThat(yearly(nodes + 1, tps, gib).micros()).isGreaterThan(base.micros());
    assertThat(yearly(nodes, tps, gib + 1).micros()).isGreaterThan(base.micros());
    assertThat(yearly(nodes, tps + 1, gib).micros()).isGreaterThanOrEqualTo(base.micros());
  }

  private static Amount yearly(int nodes, int tps, int gib) {
    return Rater.offer(Samples.book(), priced(nodes, tps, gib), Term.ANNUAL, "USD").total();
  }

  @Test
  void contractsOfOnesOwnArePricedWhereTheyAreSold() {
    // Given
    PriceBook shipped = PriceBooks.shipped().at(Instant.parse("2026-12-01T00:00:00Z"));
    Framework fabric = new Framework("fabric", "3.1");

    // When
    Offer offer =
        Rater.offer(
            shipped,
            new PricedSpec(fabric, Tier.SHARED, Map.of(LOCAL, 1), 5, 2, 3, 3),
            Term.ANNUAL,
            "CNY");

    // Then
    assertThat(offer.lines())
        .filteredOn(line -> line.key().equals("line.contract-service"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.quantity()).isEqualByComparingTo("108");
              assertThat(line.unitPrice()).isEqualTo(Amount.of("20.30", "CNY"));
              assertThat(BillingTexts.of(Locale.ENGLISH).line(line))
                  .isEqualTo("Contracts of your own at local-1 (3), each at 3 members");
            });
    assertThat(offer.monthly())
        .isEqualTo(Amount.of("20.30", "CNY").plus(Amount.of("195.20", "CNY")));
    assertThatThrownBy(
            () ->
                Rater.offer(
                    shipped,
                    new PricedSpec(fabric, Tier.DEDICATED, Map.of(LOCAL, 1), 5, 2, 1, 2),
                    Term.ANNUAL,
                    "CNY"))
        .hasMessageContaining(
            "no price for contracts of your own in a dedicated fabric network at local-1");
  }

  private void refuses(PricedSpec spec, Term term, String currency, String what) {
    assertThatThrownBy(() -> Rater.offer(shipped, spec, term, currency))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.NOT_PRICED))
        .hasMessageContaining(what);
  }

  private static BigDecimal of(String quantity) {
    return new BigDecimal(quantity);
  }
}
