package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.calls;
import static io.ridgeway.billing.Samples.cny;
import static io.ridgeway.billing.Samples.issue;
import static io.ridgeway.billing.Samples.priced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InvoicingTest {
  private static final Offer DISCOUNTED = offer(Term.ANNUAL, "0.07");
  private static final Instant LEAP_DAY = Instant.parse("2028-02-29T09:30:00Z");

  @Test
  void billsAYearInAdvanceAndCallsByMonthOfTheSubscription() {
    // Given
    Subscription year = Samples.subscription(offer(Term.ANNUAL, "0"), Samples.START);
    List<UsageRecord> usage =
        List.of(
            calls("2026-11-20T23:59:59Z", 1_000_000), // before the term
            calls("2026-11-21T00:00:00Z", 800),
            calls("2026-12-20T23:59:59Z", 201_200), // 201,000 above the included 1,000
            calls("2026-12-21T00:00:00Z", 1_000), // just what is included
            calls("2027-11-20T23:59:00Z", 51_000), // 50,000 above, in the last month
            calls("2027-11-21T00:00:00Z", 1_000_000)); // after the term

    // When
    Invoice invoice = Invoicing.annual(year, usage, issue(TaxRate.NONE));

    // Then
    assertThat(rows(invoice))
        .containsExactly(
            "2026-11-21, 2027-11-21, TERM, line.node-base, 1461.60 CNY",
            "2026-11-21, 2027-11-21, TERM, line.storage, 450.00 CNY",
            "2026-11-21, 2026-12-21, OVERAGE, line.gateway-calls, 4.02 CNY",
            "2027-10-21, 2027-11-21, OVERAGE, line.gateway-calls, 1.00 CNY");
    assertThat(invoice.subtotal()).isEqualTo(cny("1916.62"));
    assertThat(invoice.tax()).isEqualTo(cny("0"));
    assertThat(invoice.total()).isEqualTo(cny("1916.62"));
    assertThat(invoice.bookVersion()).isEqualTo("test-1");
    assertThat(invoice.periodFrom()).isEqualTo(Samples.START);
    assertThat(invoice.periodTo()).isEqualTo(Instant.parse("2027-11-21T00:00:00Z"));
    assertThat(invoice.lines().get(2).args()).containsEntry("calls", "202000");
  }

  @Test
  void billsADiscountAndTax() {
    // Given
    Subscription year = Samples.subscription(offer(Term.ANNUAL, "0.1"), Samples.START);

    // When
    Invoice invoice =
        Invoicing.annual(year, List.of(), issue(new TaxRate("VAT", new BigDecimal("6.5"))));

    // Then
    assertThat(rows(invoice))
        .containsExactly(
            "2026-11-21, 2027-11-21, TERM, line.node-base, 1461.60 CNY",
            "2026-11-21, 2027-11-21, TERM, line.storage, 450.00 CNY",
            "2026-11-21, 2027-11-21, DISCOUNT, line.term-discount, -191.16 CNY");
    assertThat(invoice.subtotal()).isEqualTo(cny("1720.44"));
    assertThat(invoice.tax()).isEqualTo(cny("111.83"));
    assertThat(invoice.total()).isEqualTo(cny("1832.27"));
  }

  @Test
  void keepsTheDayOfTheMonthThroughShortMonths() {
    // Given
    Subscription year =
        Samples.subscription(offer(Term.ANNUAL, "0"), Instant.parse("2027-01-31T00:00:00Z"));

    // When
    Invoice invoice =
        Invoicing.annual(
            year,
            List.of(calls("2027-02-27T00:00:00Z", 501_000), calls("2027-03-30T00:00:00Z", 501_000)),
            issue(TaxRate.NONE));

    // Then
    assertThat(rows(invoice))
        .filteredOn(row -> row.contains("OVERAGE"))
        .containsExactly(
            "2027-01-31, 2027-02-28, OVERAGE, line.gateway-calls, 10.00 CNY",
            "2027-02-28, 2027-03-31, OVERAGE, line.gateway-calls, 10.00 CNY");
  }

  @Test
  void leavesOutLinesOfZeroAndInvoicesWithoutLines() {
    // Given
    PriceBook free =
        PriceBook.parse(Samples.yaml("[]", "0").replace("perGibMonth: 1.25", "perGibMonth: 0"));
    Offer offer = Rater.offer(free, priced(3, 10, 10), Term.MONTHLY, "CNY");
    Subscription month = Samples.subscription(offer, Samples.START);

    // Then
    assertThat(rows(Invoicing.annual(month, List.of(), issue(TaxRate.NONE))))
        .containsExactly("2026-11-21, 2026-12-21, TERM, line.node-base, 121.80 CNY");
    assertThat(Invoicing.overage(month, List.of(), issue(TaxRate.NONE))).isEmpty();
    assertThat(
            Invoicing.overage(
                month, List.of(calls("2026-12-01T00:00:00Z", 1_200)), issue(TaxRate.NONE)))
        .as("0.2 thousand at 0.02 is below half a cent")
        .isEmpty();
    assertThat(
            Invoicing.overage(
                month, List.of(calls("2026-12-01T00:00:00Z", 1_250)), issue(TaxRate.NONE)))
        .hasValueSatisfying(
            invoice ->
                assertThat(rows(invoice))
                    .containsExactly(
                        "2026-11-21, 2026-12-21, OVERAGE, line.gateway-calls, 0.01 CNY"));
  }

  @Test
  void aSubscriptionLastsForCalendarMonthsInUtcAndIsNotCutShort() {
    // Given
    Subscription year = Samples.subscription(offer(Term.ANNUAL, "0"), LEAP_DAY);
    Subscription month = Samples.subscription(offer(Term.MONTHLY, "0"), LEAP_DAY);

    // Then
    assertThat(year.to()).isEqualTo(Instant.parse("2029-02-28T09:30:00Z"));
    assertThat(month.to()).isEqualTo(Instant.parse("2028-03-29T09:30:00Z"));
    assertThat(year.state()).isEqualTo(Subscription.State.ACTIVE);
    assertThat(year.ended().state()).isEqualTo(Subscription.State.ENDED);
    assertThat(year.ended().to()).isEqualTo(year.to());
    assertThat(Invoicing.annual(year.ended(), List.of(), issue(TaxRate.NONE)).total())
        .isEqualTo(year.offer().total());
  }

  @Test
  void refusesUsageOfAnotherNetworkOrTenant() {
    // Given
    Subscription year = Samples.subscription(offer(Term.ANNUAL, "0"), Samples.START);
    UsageRecord own = calls("2026-12-01T00:00:00Z", 1);
    UsageRecord otherNetwork =
        new UsageRecord(
            "g", own.tenant(), NetworkId.next(), Meter.GATEWAY_CALLS, own.from(), own.to(), 1);
    UsageRecord otherTenant =
        new UsageRecord(
            "g", TenantId.next(), own.network(), Meter.GATEWAY_CALLS, own.from(), own.to(), 1);

    // Then
    assertThatThrownBy(() -> Invoicing.annual(year, List.of(otherNetwork), issue(TaxRate.NONE)))
        .hasMessageContaining("can't be billed to " + year.id());
    assertThatThrownBy(() -> Invoicing.annual(year, List.of(otherTenant), issue(TaxRate.NONE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void anInvoiceAddsUpWhateverWasUsed(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 50_000_000) Integer> months,
      @ForAll @IntRange(min = 0, max = 2500) int taxHundredths) {
    // Given
    Subscription year = Samples.subscription(DISCOUNTED, Samples.START);
    List<UsageRecord> usage =
        Stream.iterate(0, i -> i < months.size(), i -> i + 1)
            .map(i -> calls(Term.monthsAfter(Samples.START, i).toString(), months.get(i)))
            .toList();
    TaxRate tax = new TaxRate("VAT", BigDecimal.valueOf(taxHundredths, 2));

    // When
    Invoice invoice = Invoicing.annual(year, usage, issue(tax));

    // Then
    assertThat(invoice.subtotal().micros())
        .isEqualTo(invoice.lines().stream().mapToLong(line -> line.amount().micros()).sum());
    assertThat(invoice.total()).isEqualTo(invoice.subtotal().plus(invoice.tax()));
    assertThat(invoice.total()).isEqualTo(invoice.total().rounded());
    assertThat(invoice.lines()).noneMatch(line -> line.amount().signum() == 0);
  }

  private static Offer offer(Term term, String discount) {
    return Rater.offer(
        PriceBook.parse(Samples.yaml("[]", discount)), priced(3, 10, 10), term, "CNY");
  }

  /** Start, end, type, text and amount of each line. */
  private static List<String> rows(Invoice invoice) {
    return invoice.lines().stream()
        .map(
            line ->
                String.join(
                    ", ",
                    line.from().toString().substring(0, 10),
                    line.to().toString().substring(0, 10),
                    line.type().toString(),
                    line.key(),
                    line.amount().toString()))
        .toList();
  }
}
