package io.ridgeway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was ordered is ordered otherwise, while its term runs. */
class ChangeOrderTest {
  private static final UnaryOperator<NetworkSpec> SEVEN =
      spec -> spec.with(Map.of("validator", 7, "rpc", 1));

  private final Office office = new Office();
  private final Order first = office.order("tea");
  private final NetworkId id = first.network();

  @BeforeEach
  void halfOfTheTermIsOver() {
    office.finish(id);
    office.invoices.issueDue(first.subscription());
    office.clock.advance(Duration.ofDays(182));
    bills().forEach(b -> office.receivables.pay(office.operator, b.invoice().id(), "wire 1"));
  }

  @Test
  void aChangeIsPricedForTheRestOrderedAndInvoicedByItself() {
    // Given
    Network before = office.network(id);
    Quote quote = quote(SEVEN);

    // When
    Order order = place(quote, "k");
    office.invoices.issueDue(first.subscription());
    office.invoices.issueDue(first.subscription());

    // Then
    assertThat(quote.changes()).contains(new Quote.Changed(id, before.spec()));
    assertThat(order.network()).isEqualTo(id);
    assertThat(order.subscription()).isEqualTo(first.subscription());
    Operation operation =
        office.networks.operation(office.viewer, office.tenant, order.operation());
    assertThat(operation.kind()).isEqualTo(Operation.Kind.CHANGE);
    Network after = office.network(id);
    assertThat(after.spec().nodes()).containsEntry("validator", 7);
    assertThat(after.fence()).isEqualTo(before.fence() + 1);
    assertThat(after.made().roster().moves()).isTrue();
    assertThat(bills())
        .extracting(b -> b.invoice().total())
        .as("invoiced once, beside the term")
        .hasSize(2)
        .contains(quote.offer().total());
    Invoice invoice = bills().get(0).invoice();
    assertThat(invoice.periodFrom()).isEqualTo(office.clock.instant());
    assertThat(office.done()).contains("network.change", "order.place", "invoice.issue");
    office.store.runAsSystem(() -> assertThat(office.store.schedule.dueNetworks()).contains(id));
  }

  @Test
  void whatWasUsedBeforeIsCountedByWhatItWas() {
    // When
    place(quote(SEVEN), "k");

    // Then
    List<UsageRecord> hours =
        office.store.asSystem(() -> office.store.usage.of(id, Instant.EPOCH, Instant.MAX)).stream()
            .filter(r -> r.meter() == Meter.NODE_HOURS)
            .toList();
    long micros = hours.stream().mapToLong(UsageRecord::micros).sum();
    assertThat(micros).isEqualTo(182L * 24 * 5 * 1_000_000);
    assertThat(office.network(id).made().since()).contains(office.clock.instant());
  }

  @Test
  void whatTheQuoteDidNotKnowIsQuotedAgain() {
    // Given
    Quote quote = quote(SEVEN);
    Quote other = quote(spec -> spec.with(Map.of("validator", 4, "rpc", 2)));
    place(other, "a");

    // Then
    assertThat(Refused.as(ProblemType.CONFLICT, () -> place(quote, "b")).detail())
        .contains("is under way");
    office.finish(id);
    assertThat(Refused.as(ProblemType.CONFLICT, () -> place(quote, "c")).detail())
        .contains("was changed since");
    Refused.as(ProblemType.CONFLICT, () -> place(other, "d"));
  }

  @Test
  void aQuoteOfAChangeIsForADayAndNotBeyondItsTerm() {
    // Given
    Quote quote = quote(SEVEN);
    office.clock.advance(Duration.ofDays(1));
    Refused.as(ProblemType.QUOTE_EXPIRED, () -> place(quote, "k"));

    // When
    office.clock.advance(Duration.ofDays(182).minusMinutes(1));
    Quote last = quote(SEVEN);
    // Then
    assertThat(last.offer().total().signum()).isZero();
    assertThat(last.validUntil()).isBefore(office.clock.instant().plusSeconds(90));

    // When
    office.clock.advance(Duration.ofHours(1));
    // Then
    assertThat(Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> quote(SEVEN)).detail())
        .contains("ended at");
  }

  @Test
  void whatCannotBeIsRefusedBeforeItIsPriced() {
    // When
    office.framework.wrong.add(new Violation("nodes.validator", "Seven is too many."));
    // Then
    assertThat(Refused.as(ProblemType.INVALID_SPEC, () -> quote(SEVEN)).detail())
        .contains("Seven is too many");

    // When
    office.framework.wrong.clear();
    office.framework.missing.add(new Violation("cityNodes", "No room."));
    // Then
    Refused.as(ProblemType.INSUFFICIENT_CAPACITY, () -> quote(SEVEN));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.quotes.quoteChange(office.stranger, office.tenant, id, SEVEN));
    assertThat(bills()).hasSize(1);
  }

  private Quote quote(UnaryOperator<NetworkSpec> change) {
    return office.quotes.quoteChange(office.viewer, office.tenant, id, change);
  }

  private Order place(Quote quote, String key) {
    return office.orders.place(office.admin, office.tenant, quote.id(), true, key, "digest " + key);
  }

  /** Newest first. */
  private List<Bill> bills() {
    return office.invoices.list(office.admin, office.tenant, Page.Request.first()).items();
  }
}
