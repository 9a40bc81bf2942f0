package io.ridgeway.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Credit;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.order.Order;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is owed, what was paid, and what that means for the next order. */
class ReceivablesTest {
  private static final Amount YEAR = Amount.of("477.90", "USD");

  private final Office office = new Office();

  @Test
  void whatIsOrderedIsOwedBeforeAndAfterItIsInvoicedAndOnce() {
    // Given
    Order order = office.order("tea");
    Amount before = credit().owed("USD");

    // When
    office.invoices.issueDue(order.subscription());

    // Then
    assertThat(before).isEqualTo(YEAR);
    assertThat(credit().owed("USD")).isEqualTo(YEAR);
    assertThat(credit().overdue(office.clock.instant())).isEmpty();
  }

  @Test
  void ordersPassUpToTheLimitAndThenAreRefused() {
    // Given
    office.order("tea");
    office.order("rice");

    // When, Then
    assertThat(Refused.as(ProblemType.CREDIT_LIMIT_EXCEEDED, () -> office.order("silk")).detail())
        .contains("You owe 955.80 USD", "to 1433.70 USD", "limit of 1000.00 USD");
    assertThat(office.orders.list(office.viewer, office.tenant, Page.Request.first()).items())
        .hasSize(2);
  }

  @Test
  void anOverdueInvoiceStopsOrdersUntilItIsPaid() {
    // Given
    Bill bill = invoiced("tea");
    office.clock.advance(Duration.ofDays(31));

    // When, Then
    assertThat(Refused.as(ProblemType.INVOICE_OVERDUE, () -> office.order("rice")).detail())
        .contains("invoice 2026-000001 of 477.90 USD, due on 2026-03-31");
    office.receivables.pay(office.operator, bill.invoice().id(), "wire 4711");
    assertThat(office.order("rice")).isNotNull();
  }

  @Test
  void anOrderThatWasAcceptedIsGivenAgainThoughTheNextOneWouldBeRefused() {
    // Given
    Order order = office.order("tea");
    office.invoices.issueDue(order.subscription());
    office.clock.advance(Duration.ofDays(31));

    // When, Then
    assertThat(
            office.orders.place(
                office.admin, office.tenant, order.quote(), true, "key of tea", "digest of tea"))
        .isEqualTo(order);
  }

  @Test
  void aPaymentIsRecordedOnceWithWhoDidIt() {
    // Given
    InvoiceId id = invoiced("tea").invoice().id();
    Bill first = office.receivables.pay(office.operator, id, "wire 4711");
    office.clock.advance(Duration.ofDays(1));

    // When
    Bill again = office.receivables.pay(office.operator, id, "wire 4711");

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(again.state(office.clock.instant())).isEqualTo(Bill.State.PAID);
    assertThat(Collections.frequency(office.done(), "invoice.pay")).isEqualTo(1);
    assertThat(
            Refused.as(
                    ProblemType.CONFLICT,
                    () -> office.receivables.pay(office.operator, id, "wire 4712"))
                .detail())
        .contains("2026-000001", "wire 4711", "2026-03-01T10:00:00Z");
    assertThat(office.invoices.get(office.viewer, office.tenant, id)).isEqualTo(first);
    assertThat(credit().owed("USD")).isEqualTo(Amount.zero("USD"));
  }

  @Test
  void operatorsSeeAllInvoicesOrThoseToBePaid() {
    // Given
    Bill tea = invoiced("tea");
    Bill rice = invoiced("rice");
    Bill paid = office.receivables.pay(office.operator, tea.invoice().id(), "wire 4711");

    // When, Then
    assertThat(list(false)).containsExactly(rice, paid);
    assertThat(list(true)).containsExactly(rice);
  }

  @Test
  void aLimitOfTheTenantsOwnHoldsUntilItIsCleared() {
    // When
    office.receivables.limit(office.operator, office.tenant, usd("477.89"));
    office.receivables.limit(office.operator, office.tenant, usd("477.89"));

    // Then
    Refused.as(ProblemType.CREDIT_LIMIT_EXCEEDED, () -> office.order("tea"));
    office.receivables.limit(office.operator, office.tenant, usd("477.90"));
    office.order("tea");
    office.receivables.unlimit(office.operator, office.tenant, "USD");
    Credit cleared = office.receivables.unlimit(office.operator, office.tenant, "USD");
    assertThat(cleared.limit("USD")).isEqualTo(usd("1000.00"));
    office.order("rice");
    assertThat(office.done().stream().filter(d -> d.startsWith("credit-limit")))
        .containsExactly("credit-limit.clear", "credit-limit.set", "credit-limit.set");
  }

  @Test
  void oneTenantsDebtsAreNoOthers() {
    // Given
    invoiced("tea");
    office.clock.advance(Duration.ofDays(31));
    TenantId other = office.tenants.signUp(office.stranger, "Other", "US").id();

    // When, Then
    Credit credit = office.receivables.credit(office.operator, other);
    assertThat(credit.owed()).isEmpty();
  }

  @Test
  void onlyOperatorsDoAnyOfThis() {
    // Given
    InvoiceId id = invoiced("tea").invoice().id();

    // When, Then
    Refused.as(ProblemType.FORBIDDEN, () -> office.receivables.pay(office.admin, id, "wire 4711"));
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> office.receivables.list(office.admin, false, Page.Request.first()));
    Refused.as(ProblemType.FORBIDDEN, () -> office.receivables.credit(office.admin, office.tenant));
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> office.receivables.limit(office.admin, office.tenant, usd("1.00")));
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> office.receivables.unlimit(office.admin, office.tenant, "USD"));
  }

  @Test
  void whatIsNotThereIsNotFoundAndWhatCanNotBeIsRefused() {
    // Given
    TenantId nobody = TenantId.next();
    InvoiceId id = invoiced("tea").invoice().id();

    // When, Then
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.receivables.pay(office.operator, InvoiceId.next(), "wire 4711"));
    Refused.as(ProblemType.NOT_FOUND, () -> office.receivables.credit(office.operator, nobody));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.receivables.limit(office.operator, nobody, usd("1.00")));
    Refused.as(
        ProblemType.NOT_FOUND, () -> office.receivables.unlimit(office.operator, nobody, "USD"));
    assertThatThrownBy(() -> office.receivables.pay(office.operator, id, " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> office.receivables.limit(office.operator, office.tenant, usd("-1.00")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Bill invoiced(String network) {
    office.invoices.issueDue(office.order(network).subscription());
    return office.invoices.list(office.viewer, office.tenant, Page.Request.first()).items().get(0);
  }

  private List<Bill> list(boolean unpaidOnly) {
    return office.receivables.list(office.operator, unpaidOnly, Page.Request.first()).items();
  }

  private Credit credit() {
    return office.receivables.credit(office.operator, office.tenant);
  }

  private static Amount usd(String value) {
    return Amount.of(value, "USD");
  }
}
