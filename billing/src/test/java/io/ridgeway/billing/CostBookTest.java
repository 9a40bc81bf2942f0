package io.ridgeway.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostBookTest {
  private static final String YAML =
      """
      version: "test"
      currency: CNY
      units:
        asOf: 2026-11-22
        source: A test
        coreMonth: 100
        memoryGibMonth: 10.737418
        gibMonth: 0.50
      shares:
        - framework: fabric
          tier: shared
          host: Three orderers and two peers
          measured: 2026-11-22
          source: A test
          memoryMb: 20
          diskMb: 1073.741824
          corePercent: 1
          corePercentPerTps: 2
          perTpsSource: A test
          copies: 5
      """;

  private static final String CONTRACT =
      """
          contract:
            millicores: 250
            memoryMib: 512
            source: A test
      """;

  private final CostBook book = CostBook.parse(YAML);
  private final PriceBook prices = PriceBooks.shipped().at(Instant.parse("2026-12-01T00:00:00Z"));

  @Test
  void addsUpWhatOneMoreTenantTakes() {
    // 20 MB: 0.20; a GiB of disk: 0.50; 1 % of a core: 1; 5 TPS: 10; 2 GiB kept five times: 5.
    assertThat(book.month("fabric", Tier.SHARED, 5, 2)).contains(Amount.of("16.70", "CNY"));
    assertThat(book.month("fabric", Tier.DEDICATED, 5, 2)).isEmpty();
    assertThat(book.month("ethereum", Tier.SHARED, 5, 2)).isEmpty();
  }

  @Test
  void saysWhatIsLeftInTheCurrencyThatIsPaidIn() {
    // Given
    PricedSpec spec =
        new PricedSpec(
            new Framework("fabric", "3.1"),
            Tier.SHARED,
            Map.of(new CityNodeId("local-1"), 1),
            5,
            2);
    Offer inYuan = Rater.offer(prices, spec, Term.ANNUAL, "CNY");
    Offer inDollars = Rater.offer(prices, spec, Term.ANNUAL, "USD");
    // When, Then
    CostBook.Margin yuan = book.margin(spec, inYuan.monthly(), prices).orElseThrow();
    assertThat(yuan.price()).isEqualTo(inYuan.monthly());
    assertThat(yuan.left()).isEqualTo(inYuan.monthly().minus(Amount.of("16.70", "CNY")));
    assertThat(yuan.isLoss()).isFalse();
    assertThat(book.margin(spec, inDollars.monthly(), prices).orElseThrow().cost())
        .isEqualTo(Amount.of("2.505", "USD"));
    assertThat(CostBook.parse(YAML.replace("CNY", "EUR")).margin(spec, inYuan.monthly(), prices))
        .isEmpty();
  }

  @Test
  void noPriceThatIsShippedIsBelowItsCost() {
    assertThat(CostBook.shipped().share("fabric", Tier.SHARED)).isPresent();
    assertThat(PriceBooks.shipped().versions())
        .allSatisfy(
            version -> {
              assertThat(version.rates()).anyMatch(rate -> rate.tier() == Tier.SHARED);
              assertThat(CostBook.shipped().below(version)).isEmpty();
            });
  }

  @Test
  void everyPriceOfASharedTierThatIsShippedWasMeasured() {
    assertThat(PriceBooks.shipped().versions())
        .flatExtracting(PriceBook::rates)
        .filteredOn(rate -> rate.tier() == Tier.SHARED)
        .allSatisfy(
            rate ->
                assertThat(CostBook.shipped().share(rate.framework(), rate.tier())).isPresent());
  }

  @Test
  void aPriceBelowItsCostIsFound() {
    // Given
    CostBook dear =
        CostBook.parse(
            YAML.replace("gibMonth: 0.50", "gibMonth: 1.30").replace("Tps: 2", "Tps: 3"));
    // Then
    assertThat(dear.below(prices))
        .extracting(Violation::field, Violation::message)
        .containsExactly(
            tuple(
                "perGibMonth",
                "perGibMonth of a shared fabric network at local-1 is 6.25 CNY and costs 6.50 CNY:"
                    + " raise it."),
            tuple(
                "tps",
                "tps of a shared fabric network at local-1 is 2.40 CNY and costs 3.00 CNY: raise"
                    + " it."),
            tuple(
                "perContractServiceMonth",
                "Cost book test doesn't say what a contract costs in a shared fabric network at"
                    + " local-1: add it, or sell none."));
    assertThat(CostBook.parse(YAML).below(prices))
        .extracting(Violation::message)
        .containsExactly(
            "Cost book test doesn't say what a contract costs in a shared fabric network at"
                + " local-1: add it, or sell none.");
    assertThat(CostBook.parse(YAML.replace("CNY", "EUR")).below(prices))
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("give one in the same"));
  }

  @Test
  void aContractOfATenantsOwnCostsWhatItsServicesRequest() {
    // Given
    CostBook sold = CostBook.parse(YAML + CONTRACT);
    // A quarter of a core: 25; half a GiB: 5.368709.
    Amount each = Amount.of("30.368709", "CNY");
    PricedSpec spec =
        new PricedSpec(
            new Framework("fabric", "3.1"),
            Tier.SHARED,
            Map.of(new CityNodeId("local-1"), 1),
            5,
            2,
            3,
            2);
    Offer offer = Rater.offer(prices, spec, Term.ANNUAL, "CNY");

    // Then
    assertThat(sold.contractServiceMonth("fabric", Tier.SHARED)).contains(each);
    assertThat(sold.margin(spec, offer.monthly(), prices).orElseThrow().cost())
        .isEqualTo(Amount.of("16.70", "CNY").plus(each.times(3 * 2)));
    assertThat(sold.below(prices))
        .extracting(Violation::message)
        .containsExactly(
            "perContractServiceMonth of a shared fabric network at local-1 is 20.30 CNY and costs"
                + " 30.368709 CNY: raise it.");
    // A book that doesn't know says nothing of such a tenant's margin
    assertThat(book.contractServiceMonth("fabric", Tier.SHARED)).isEmpty();
    assertThat(book.margin(spec, offer.monthly(), prices)).isEmpty();
  }

  @Test
  void noHostIsSoLargeThatAGuestsContractIsSoldBelowItsCost() {
    // Given
    CostBook shipped = CostBook.shipped();
    for (int members = 1; members <= 20; members++) {
      for (int contracts = 1; contracts <= 8; contracts++) {
        PricedSpec spec =
            new PricedSpec(
                new Framework("fabric", "3.1"),
                Tier.SHARED,
                Map.of(new CityNodeId("local-1"), 1),
                5,
                2,
                contracts,
                members);
        Offer offer = Rater.offer(prices, spec, Term.ANNUAL, "CNY");

        // When
        CostBook.Margin margin = shipped.margin(spec, offer.monthly(), prices).orElseThrow();

        // Then
        assertThat(margin.isLoss()).as("%d contracts at %d members", contracts, members).isFalse();
      }
    }
  }

  @Test
  void everyFigureSaysWhenAndByWhatItWasMeasured() {
    CostBook shipped = CostBook.shipped();

    assertThat(shipped.units().asOf()).isAfter(LocalDate.of(2026, 1, 1));
    assertThat(shipped.shares())
        .allSatisfy(
            share -> {
              assertThat(share.measured()).isAfter(LocalDate.of(2026, 1, 1));
              assertThat(share.source()).contains("benchmarks/");
              assertThat(share.memoryMb()).isGreaterThan(BigDecimal.ZERO);
            });
  }

  @Test
  void whatIsWrongIsSaidWithItsLine() {
    assertThatThrownBy(() -> CostBook.parse(YAML.replace("copies: 5", "copies: many\n    more: 1")))
        .isInstanceOfSatisfying(
            Refusal.class,
            no ->
                assertThat(no.violations())
                    .extracting(Violation::message)
                    .containsExactlyInAnyOrder(
                        "line 20, shares[0].copies: 'many' is not a whole number from 0 up; write"
                            + " one, such as 10.",
                        "line 21, shares[0].more: is not a known field; remove it or correct its"
                            + " name."));
    String sold =
        "copies: 5\n    contract: { services: 2, millicores: 1, memoryMib: 1, source: a }";
    assertThatThrownBy(() -> CostBook.parse(YAML.replace("copies: 5", sold)))
        .isInstanceOfSatisfying(
            Refusal.class,
            no ->
                assertThat(no.violations())
                    .extracting(Violation::message)
                    .containsExactly(
                        "line 21, shares[0].contract.services: is gone: millicores and memoryMib"
                            + " are what one service requests; remove it."));
    assertThatThrownBy(() -> CostBook.parse("")).hasMessageContaining("The cost book is empty");
    assertThatThrownBy(() -> CostBook.parse(YAML.replace("coreMonth: 100", "coreMonth: -1")))
        .isInstanceOf(Refusal.class);
    String row = YAML.substring(YAML.indexOf("  - framework"));
    assertThatThrownBy(() -> CostBook.parse(YAML + row)).hasMessageContaining("two rows");
  }
}
