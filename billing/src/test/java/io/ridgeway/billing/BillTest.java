package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.priced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillTest {
  private static final Invoice INVOICE =
      Invoicing.annual(
          Samples.subscription(
              Rater.offer(Samples.book(), priced(3, 10, 10), Term.ANNUAL, "USD"), Samples.START),
          List.of(),
          Samples.issue(TaxRate.NONE));
  private static final Instant LATE = Instant.parse("2026-12-22T00:00:00Z");

  @Test
  void isDueThirtyDaysAfterItsDayAndOverdueWhenThatDayIsOver() {
    Bill unpaid = new Bill(INVOICE, Optional.empty());

    assertThat(INVOICE.dueOn()).isEqualTo(LocalDate.parse("2026-12-21"));
    assertThat(unpaid.state(Samples.START)).isEqualTo(Bill.State.OPEN);
    assertThat(unpaid.state(LATE.minusNanos(1))).isEqualTo(Bill.State.OPEN);
    assertThat(unpaid.state(LATE)).isEqualTo(Bill.State.OVERDUE);
  }

  @Test
  void isPaidHoweverLateThatWas() {
    Bill paid = new Bill(INVOICE, Optional.of(new Payment("wire 4711", LATE)));

    assertThat(paid.state(LATE)).isEqualTo(Bill.State.PAID);
  }

  @Test
  void whatCostsNothingIsPaid() {
    Offer free =
        new Offer(
            "b",
            "USD",
            Term.MONTHLY,
            List.of(),
            Amount.zero("USD"),
            Amount.zero("USD"),
            new Overage(0, Amount.zero("USD")));
    Invoice nothing =
        Invoicing.annual(
            Samples.subscription(free, Samples.START), List.of(), Samples.issue(TaxRate.NONE));

    assertThat(new Bill(nothing, Optional.empty()).state(LATE)).isEqualTo(Bill.State.PAID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb"})
  void aReferenceIsReadable(String reference) {
    assertThatThrownBy(() -> new Payment(reference, LATE))
        .hasMessageContaining("1 to 140 printable");
  }

  @Test
  void aReferenceIsOfAtMost140Characters() {
    assertThat(new Payment("x".repeat(140), LATE).reference()).hasSize(140);
    assertThatThrownBy(() -> new Payment("x".repeat(141), LATE)).hasMessageContaining("140");
  }
}
