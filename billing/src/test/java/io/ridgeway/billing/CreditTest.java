package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.cny;
import static io.ridgeway.billing.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CreditTest {
  private static final LocalDate DUE = LocalDate.parse("2026-12-21");
  private static final Instant IN_TIME = Instant.parse("2026-12-21T23:59:59.999Z");
  private static final Instant LATE = Instant.parse("2026-12-22T00:00:00Z");
  private static final CreditLimits DEFAULTS =
      CreditLimits.of(List.of(usd("1000.00"), cny("5000.00")));

  @Test
  void whatIsOwedMayReachTheLimitAndNotExceedIt() {
    Credit credit = owing(invoice("1", usd("600.00")), new Claim.Ordered(usd("100.00")));

    assertThatCode(() -> credit.require(usd("300.00"), IN_TIME)).doesNotThrowAnyException();
    assertThat(refusal(credit, usd("300.01"), IN_TIME).type())
        .isEqualTo(ProblemType.CREDIT_LIMIT_EXCEEDED);
  }

  @Test
  void theRefusalSaysWhatIsOwedByWhenAndWhatToDo() {
    Credit credit = owing(invoice("2026-000007", usd("600.00")), new Claim.Ordered(usd("100.00")));

    assertThat(refusal(credit, usd("478.00"), IN_TIME).detail())
        .isEqualTo(
            "This order of 478.00 USD would take what you owe to 1178.00 USD, over your credit"
                + " limit of 1000.00 USD. You owe 700.00 USD (invoice 2026-000007 of 600.00 USD,"
                + " due on 2026-12-21; orders that are yet to be invoiced, 100.00 USD). Pay some of"
                + " it (portal: Invoices), or ask the operator for a higher limit, then order"
                + " again.");
  }

  @Test
  void anOverdueInvoiceOfAnyCurrencyStopsEveryOrder() {
    Credit credit = owing(invoice("1", cny("0.01")), invoice("2", usd("5.00"), DUE.plusDays(1)));

    assertThatCode(() -> credit.require(usd("1.00"), IN_TIME)).doesNotThrowAnyException();
    Refusal refusal = refusal(credit, usd("1.00"), LATE);
    assertThat(refusal.type()).isEqualTo(ProblemType.INVOICE_OVERDUE);
    assertThat(refusal.detail())
        .isEqualTo(
            "Not paid in time: invoice 1 of 0.01 CNY, due on 2026-12-21. Pay by the number of the"
                + " invoice (portal: Invoices, or GET /v1/invoices); once the operator has recorded"
                + " the payment, order again.");
  }

  @Test
  void ofManyOverdueInvoicesTheOldestAreNamedAndTheRestCounted() {
    Credit credit =
        owing(
            invoice("d", usd("4.00"), DUE),
            invoice("b", usd("2.00"), DUE.minusDays(2)),
            invoice("e", usd("5.00"), DUE),
            invoice("c", usd("3.00"), DUE.minusDays(1)),
            invoice("a", usd("1.00"), DUE.minusDays(2)));

    assertThat(credit.overdue(LATE))
        .extracting(Claim.Invoiced::number)
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(refusal(credit, usd("1.00"), LATE).detail())
        .startsWith("Not paid in time: invoice a of")
        .contains("invoice c of 3.00 USD, due on 2026-12-20; and 2 more. Pay")
        .doesNotContain("invoice d");
  }

  @Test
  void theFirstOrderPassesTheDefaultHoweverLarge() {
    assertThatCode(() -> owing().require(usd("99999.00"), IN_TIME)).doesNotThrowAnyException();
    assertThatCode(() -> owing().require(eur("99999.00"), IN_TIME)).doesNotThrowAnyException();
  }

  @Test
  void aLimitOfItsOwnHoldsTheFirstOrderToo() {
    Credit credit = new Credit(List.of(), CreditLimits.of(List.of(usd("0.00"))), DEFAULTS);

    assertThat(refusal(credit, usd("1.00"), IN_TIME).detail())
        .isEqualTo(
            "This order of 1.00 USD would take what you owe to 1.00 USD, over your credit limit of"
                + " 0.00 USD. You owe 0.00 USD. Ask the operator for a higher limit, then order"
                + " again.");
    assertThatCode(() -> credit.require(cny("9000.00"), IN_TIME)).doesNotThrowAnyException();
  }

  @Test
  void aLimitOfItsOwnStandsInsteadOfTheDefaultOfThatCurrencyOnly() {
    Credit credit =
        new Credit(
            List.of(invoice("1", usd("900.00")), invoice("2", cny("4900.00"))),
            CreditLimits.of(List.of(usd("2000.00"))),
            DEFAULTS);

    assertThatCode(() -> credit.require(usd("1100.00"), IN_TIME)).doesNotThrowAnyException();
    assertThat(refusal(credit, cny("100.01"), IN_TIME).detail()).contains("5000.00 CNY");
    assertThat(credit.currencies()).containsExactly("CNY", "USD");
  }

  @Test
  void inACurrencyWithoutALimitOneOrderIsOwedAtATime() {
    Credit credit = owing(invoice("1", eur("10.00")));

    assertThat(refusal(credit, eur("1.00"), IN_TIME).detail()).contains("limit of 0.00 EUR");
    assertThat(credit.currencies()).containsExactly("CNY", "EUR", "USD");
  }

  @Property
  void itPassesJustWhenTheSumOfItsOwnCurrencyIsWithinTheLimit(
      @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 60_000) Integer> dollars,
      @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 900_000) Integer> yuan,
      @ForAll @IntRange(min = 1, max = 120_000) int order) {
    // Given
    Credit credit =
        owing(
            Stream.concat(
                    dollars.stream().map(cents -> invoice("u", cents(cents, "USD"))),
                    yuan.stream().map(cents -> invoice("c", cents(cents, "CNY"))))
                .toArray(Claim[]::new));
    long sum = dollars.stream().mapToLong(Integer::longValue).sum() + order;

    // When, Then
    if (dollars.isEmpty() || sum <= 100_000) {
      credit.require(cents(order, "USD"), IN_TIME);
    } else {
      assertThat(refusal(credit, cents(order, "USD"), IN_TIME).type())
          .isEqualTo(ProblemType.CREDIT_LIMIT_EXCEEDED);
    }
  }

  @Test
  void limitsAreWholeAmountsOfMoneyOnePerCurrency() {
    assertThatThrownBy(() -> CreditLimits.of(List.of(usd("1.00"), usd("2.00"))))
        .hasMessage("USD has two limits; remove one");
    assertThatThrownBy(() -> CreditLimits.of(List.of(usd("-0.01"))))
        .hasMessage("a credit limit is 0 or more");
    assertThatThrownBy(() -> CreditLimits.of(List.of(usd("1.001"))))
        .hasMessageContaining("whole minor units");
    assertThatThrownBy(() -> new CreditLimits(java.util.Map.of("CNY", usd("1.00"))))
        .hasMessage("the limit in CNY is in another");
  }

  private static Credit owing(Claim... claims) {
    return new Credit(List.of(claims), CreditLimits.NONE, DEFAULTS);
  }

  private static Claim invoice(String number, Amount amount) {
    return invoice(number, amount, DUE);
  }

  private static Claim invoice(String number, Amount amount, LocalDate dueOn) {
    return new Claim.Invoiced(number, amount, dueOn);
  }

  private static Amount eur(String value) {
    return Amount.of(value, "EUR");
  }

  private static Amount cents(long cents, String currency) {
    return new Amount(cents * 10_000, currency);
  }

  private static Refusal refusal(Credit credit, Amount order, Instant now) {
    try {
      credit.require(order, now);
    } catch (Refusal refusal) {
      return refusal;
    }
    throw new AssertionError("nothing was refused");
  }
}
