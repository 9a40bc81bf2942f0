package io.ridgeway.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.InvoiceLine;
import io.ridgeway.billing.Subscription;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.order.Order;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvoiceDeskTest {
  private static final long MICROS = 1_000_000;

  private final Office office = new Office();
  private final Order order = office.order("tea");
  private final SubscriptionId id = order.subscription();

  @Test
  void theTermIsChargedWhenItBeginsAndTheNextLookIsAtItsEnd() {
    // When
    office.invoices.issueDue(id);

    // Then
    Invoice invoice = all().get(0);
    assertThat(all()).hasSize(1);
    assertThat(invoice.number()).isEqualTo("2026-000001");
    assertThat(invoice.issuedAt()).isEqualTo(office.clock.instant());
    assertThat(invoice.total()).isEqualTo(subscription().offer().total());
    assertThat(invoice.buyer().name()).isEqualTo("Fuji Tea");
    assertThat(office.store.asSystem(() -> office.store.schedule.invoiceDue(id)))
        .contains(subscription().to());
    assertThat(office.done()).startsWith("invoice.issue");
  }

  @Test
  void howeverOftenItIsCalledEachInvoiceIsIssuedOnceAndNumbersHaveNoGap() {
    // When
    office.invoices.issueDue(id);
    office.invoices.issueDue(id);
    office.invoices.issueDue(office.order("rice").subscription());
    office.invoices.issueDue(id);

    // Then
    assertThat(all()).extracting(Invoice::number).containsExactly("2026-000002", "2026-000001");
    assertThat(Collections.frequency(office.done(), "invoice.issue")).isEqualTo(2);
  }

  @Test
  void aTermThatEndsWithinWhatIsIncludedCostsNothingMoreAndDrawsNoNumber() {
    // Given
    office.invoices.issueDue(id);
    used(subscription().from(), 10);

    // When
    endTerm();

    // Then
    assertThat(all()).hasSize(1);
    assertThat(subscription().state()).isEqualTo(Subscription.State.ENDED);
    office.receivables.pay(office.operator, all().get(0).id(), "wire 4711");
    office.invoices.issueDue(office.order("rice").subscription());
    assertThat(all().get(0).number()).isEqualTo("2027-000001");
  }

  @Test
  void whatWasUsedBeyondIsChargedOnceAtTheEnd() {
    // Given
    office.invoices.issueDue(id);
    used(subscription().from(), subscription().offer().overage().includedCallsPerMonth() + 5_000);

    // When
    endTerm();
    office.invoices.issueDue(id);

    // Then
    assertThat(all()).hasSize(2);
    Invoice overage = all().get(0);
    assertThat(overage.lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.type()).isEqualTo(InvoiceLine.Type.OVERAGE);
              assertThat(line.quantity()).isEqualByComparingTo("5");
            });
    assertThat(overage.number()).endsWith("-000001");
    assertThat(subscription().state()).isEqualTo(Subscription.State.ENDED);
  }

  @Test
  void aNetworkDeletedEarlyIsChargedItsOverageThenAndNothingAtTheEndOfTheTerm() {
    // Given
    office.invoices.issueDue(id);
    used(subscription().from(), subscription().offer().overage().includedCallsPerMonth() + 5_000);
    office.clock.advance(Duration.ofDays(10));
    office.networks.delete(office.admin, office.tenant, order.network());

    // When
    office.clock.advance(Duration.ofMinutes(5));
    office.invoices.issueDue(id);
    endTerm();

    // Then
    assertThat(all()).hasSize(2);
    assertThat(all().get(0).issuedAt()).isBefore(subscription().to());
  }

  @Test
  void aNetworkDeletedBeforeItsFirstInvoiceStillOwesItsTerm() {
    // Given
    office.networks.delete(office.admin, office.tenant, order.network());

    // When
    office.invoices.issueDue(id);

    // Then
    assertThat(all())
        .singleElement()
        .satisfies(
            invoice -> assertThat(invoice.total()).isEqualTo(subscription().offer().total()));
  }

  @Test
  void theBuyerIsNamedAsItsRealNameFileSays() {
    // Given
    office.tenants.submit(office.admin, office.tenant, "Fuji Tea KK", "0100", "Mei");

    // When
    office.invoices.issueDue(id);

    // Then
    assertThat(all().get(0).buyer().name()).isEqualTo("Fuji Tea KK");
    assertThat(all().get(0).buyer().taxNumber()).isEqualTo("0100");
  }

  @Test
  void onlyMembersSeeTheirInvoices() {
    // Given
    office.invoices.issueDue(id);
    InvoiceId invoice = all().get(0).id();
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();

    // When, Then
    assertThat(office.invoices.get(office.viewer, office.tenant, invoice)).isNotNull();
    Refused.as(
        ProblemType.NOT_FOUND, () -> office.invoices.get(office.stranger, office.tenant, invoice));
    Refused.as(ProblemType.NOT_FOUND, () -> office.invoices.get(office.stranger, own, invoice));
    assertThat(office.invoices.list(office.stranger, own, Page.Request.first()).items()).isEmpty();
  }

  @Test
  void anUnknownSubscriptionIsNotFound() {
    Refused.as(ProblemType.NOT_FOUND, () -> office.invoices.issueDue(SubscriptionId.next()));
  }

  private void endTerm() {
    office.clock.advance(Duration.between(office.clock.instant(), subscription().to()));
    office.invoices.issueDue(id);
  }

  private void used(Instant from, long calls) {
    office.store.runAsSystem(
        () ->
            office.store.usage.put(
                List.of(
                    new UsageRecord(
                        "gateway",
                        office.tenant,
                        order.network(),
                        Meter.GATEWAY_CALLS,
                        from,
                        from.plus(Duration.ofHours(1)),
                        calls * MICROS))));
  }

  private Subscription subscription() {
    return office.store.asSystem(() -> office.store.orders.subscription(id)).orElseThrow();
  }

  private List<Invoice> all() {
    return office.invoices.list(office.viewer, office.tenant, Page.Request.first()).items().stream()
        .map(Bill::invoice)
        .toList();
  }
}
