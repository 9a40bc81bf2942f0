package io.ridgeway.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Invoicing;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.Payment;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.TaxRate;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.CreditBook;
import io.ridgeway.engine.account.Invoices;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.account.UsageBook;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.Order;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import io.ridgeway.store.testing.World;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountPortsIT extends StoreCase {
  @Inject Invoices invoices;
  @Inject CreditBook book;
  @Inject UsageBook usage;
  @Inject Metering metering;
  @Inject World world;

  private TenantId tenant;
  private Network network;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
  }

  @Test
  void whatIsCountedAgainReplacesWhatWasCounted() {
    // Given
    Instant from = Instant.parse("2026-03-01T10:00:00Z");
    UsageRecord first = usage("engine", from, 3);
    UsageRecord other = usage("gateway-1", from, 5);
    UsageRecord later = usage("engine", from.plusSeconds(3600), 7);

    // When
    transactions.runInTenant(
        tenant,
        () -> {
          usage.put(List.of(first, other, later));
          usage.put(List.of(usage("engine", from, 4)));
          usage.put(List.of());
        });

    // Then
    transactions.runInTenant(
        tenant,
        () -> {
          assertThat(usage.of(network.id(), from, from.plusSeconds(7200)))
              .containsExactly(usage("engine", from, 4), other, later);
          assertThat(usage.of(network.id(), from, from.plusSeconds(3600))).hasSize(2);
          assertThat(usage.of(network.id(), from.plusSeconds(1), from.plusSeconds(3601)))
              .containsExactly(later);
        });
  }

  @Test
  void meteringCountsAnHourOnceHoweverOftenItIsAsked() {
    // Given
    Instant ready = Instant.parse("2026-03-01T10:20:00.000001Z");
    Network since = network.readyFrom(ready);
    Instant now = ready.plusSeconds(5_000);

    // When
    for (int i = 0; i < 3; i++) {
      transactions.runAsSystem(() -> metering.count(since, ready, now));
    }

    // Then: 5 nodes for 5,000 s, in an hour's buckets
    long micros =
        transactions.inTenant(tenant, () -> usage.of(network.id(), ready, now)).stream()
            .filter(record -> record.meter() == Meter.NODE_HOURS)
            .mapToLong(UsageRecord::micros)
            .sum();
    assertThat(micros).isBetween(6_940_000L, 6_945_000L);
  }

  @Test
  void anInvoiceIsKeptAsItIsAndOncePerKind() {
    // Given
    Subscription subscription = subscribe();
    Invoice invoice = invoice(subscription, "2026-000001x" + subscription.id());

    // When
    boolean first = transactions.asSystem(() -> invoices.insert(Invoices.Kind.ADVANCE, invoice));
    boolean again =
        transactions.asSystem(
            () ->
                invoices.insert(
                    Invoices.Kind.ADVANCE, invoice(subscription, "other" + subscription.id())));

    // Then
    assertThat(first).isTrue();
    assertThat(again).isFalse();
    transactions.runInTenant(
        tenant,
        () -> {
          Bill unpaid = new Bill(invoice, Optional.empty());
          assertThat(invoices.find(invoice.id())).contains(unpaid);
          assertThat(invoices.list(Page.Request.first()).items()).containsExactly(unpaid);
          assertThat(invoices.exists(subscription.id(), Invoices.Kind.ADVANCE, subscription.from()))
              .isTrue();
          assertThat(invoices.exists(subscription.id(), Invoices.Kind.OVERAGE, subscription.from()))
              .isFalse();
        });
    assertThat(really("select total_micros from invoice where id = '" + invoice.id() + "'"))
        .containsExactly(String.valueOf(invoice.total().micros()));
  }

  @Test
  void whatIsOrderedIsOwedUntilItIsInvoicedAndThatUntilItIsPaid() {
    // Given
    Subscription subscription = subscribe();
    Invoice invoice = invoice(subscription, "owed" + subscription.id());
    Payment payment = new Payment("wire 4711", clock.instant());
    var ordered = transactions.inTenant(tenant, () -> book.owed(tenant));

    // When
    transactions.runAsSystem(() -> invoices.insert(Invoices.Kind.ADVANCE, invoice));
    var invoiced = transactions.inTenant(tenant, () -> book.owed(tenant));
    boolean first = transactions.asSystem(() -> invoices.pay(invoice, payment));
    boolean again =
        transactions.asSystem(
            () -> invoices.pay(invoice, new Payment("wire 4712", clock.instant())));

    // Then
    assertThat(ordered.ordered()).containsExactly(subscription.offer());
    assertThat(ordered.invoiced()).isEmpty();
    assertThat(invoiced.ordered()).isEmpty();
    assertThat(invoiced.invoiced())
        .containsExactly(new Claim.Invoiced(invoice.number(), invoice.total(), invoice.dueOn()));
    assertThat(first).isTrue();
    assertThat(again).isFalse();
    transactions.runInTenant(
        tenant,
        () -> {
          assertThat(book.owed(tenant)).isEqualTo(new CreditBook.Owed(List.of(), List.of()));
          assertThat(invoices.find(invoice.id())).contains(new Bill(invoice, Optional.of(payment)));
        });
  }

  @Test
  void theUnpaidAreListedPageByPage() {
    // Given
    List<Invoice> issued = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      network = network(tenant);
      Subscription subscription = subscribe();
      issued.add(invoice(subscription, "page" + subscription.id()));
    }
    transactions.runAsSystem(
        () -> {
          issued.forEach(i -> invoices.insert(Invoices.Kind.ADVANCE, i));
          invoices.pay(issued.get(1), new Payment("wire", clock.instant()));
        });

    // When
    Page<Bill> first =
        transactions.inTenant(tenant, () -> invoices.unpaid(new Page.Request(Optional.empty(), 2)));
    Page<Bill> second =
        transactions.inTenant(tenant, () -> invoices.unpaid(new Page.Request(first.next(), 2)));

    // Then
    List<Invoice> unpaid =
        Stream.concat(first.items().stream(), second.items().stream()).map(Bill::invoice).toList();
    assertThat(unpaid).containsExactlyInAnyOrder(issued.get(0), issued.get(2), issued.get(3));
    assertThat(second.next()).isEmpty();
  }

  @Test
  void limitsAreTheOperatorsToSetAndTheTenantsOwnToRead() {
    // Given
    TenantId other = signUp();
    Amount limit = Amount.of("5000.00", "CNY");

    // When
    transactions.runAsSystem(
        () -> {
          book.setLimit(tenant, Amount.of("1.00", "CNY"));
          book.setLimit(tenant, limit);
          book.setLimit(tenant, Amount.of("2.00", "USD"));
        });
    boolean cleared = transactions.asSystem(() -> book.clearLimit(tenant, "USD"));
    boolean again = transactions.asSystem(() -> book.clearLimit(tenant, "USD"));

    // Then
    assertThat(cleared).isTrue();
    assertThat(again).isFalse();
    assertThat(transactions.inTenant(tenant, () -> book.limits(tenant)).byCurrency())
        .containsExactly(Map.entry("CNY", limit));
    assertThat(transactions.inTenant(other, () -> book.limits(tenant)))
        .isEqualTo(CreditLimits.NONE);
    assertThatThrownBy(() -> transactions.runInTenant(tenant, () -> book.setLimit(tenant, limit)))
        .hasMessageContaining("row-level security");
    assertThat(transactions.inTenant(tenant, () -> book.clearLimit(tenant, "CNY"))).isFalse();
  }

  @Test
  void aTenantCanNotSayThatItPaid() {
    // Given
    Subscription subscription = subscribe();
    Invoice invoice = invoice(subscription, "unpaid" + subscription.id());
    transactions.runAsSystem(() -> invoices.insert(Invoices.Kind.ADVANCE, invoice));

    // When, Then
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    tenant, () -> invoices.pay(invoice, new Payment("me", clock.instant()))))
        .hasMessageContaining("row-level security");
  }

  @Test
  void anInvoiceOfTheTimeBeforeDueDatesHasTheOneOfTheUpgrade() throws SQLException {
    // Given
    Subscription subscription = subscribe();
    Invoice invoice = invoice(subscription, "old" + subscription.id());
    transactions.runAsSystem(() -> invoices.insert(Invoices.Kind.ADVANCE, invoice));
    try (Connection connection = Postgres.asSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update invoice set document = document - 'dueOn', due_on = '2031-02-03' where id = '"
              + invoice.id()
              + "'");
    }

    // When
    Bill read = transactions.inTenant(tenant, () -> invoices.find(invoice.id())).orElseThrow();

    // Then
    assertThat(read.invoice().dueOn()).isEqualTo(LocalDate.parse("2031-02-03"));
    assertThat(read.invoice().total()).isEqualTo(invoice.total());
  }

  @Test
  void invoiceNumbersHaveNoGapsAlsoWhenSomeAreRolledBackOrRace() throws Exception {
    // Given
    int year = 3000 + (int) (System.nanoTime() % 5000);
    ExecutorService threads = Executors.newFixedThreadPool(4);

    // When
    List<Future<Optional<String>>> drawn = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean fails = i % 3 == 0;
      drawn.add(
          threads.submit(
              () -> {
                if (fails) {
                  world.rolledBack(() -> invoices.nextNumber(year));
                  return Optional.empty();
                }
                return Optional.of(transactions.asSystem(() -> invoices.nextNumber(year)));
              }));
    }
    List<String> numbers = new ArrayList<>();
    for (Future<Optional<String>> one : drawn) {
      one.get().ifPresent(numbers::add);
    }
    threads.shutdown();

    // Then
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, numbers.size())
                .mapToObj(n -> "%d-%06d".formatted(year, n))
                .toList());
  }

  private UsageRecord usage(String source, Instant from, long micros) {
    return new UsageRecord(
        source, tenant, network.id(), Meter.NODE_HOURS, from, from.plusSeconds(3600), micros);
  }

  private Subscription subscribe() {
    var quote = Samples.quote(tenant, network.spec(), clock.instant());
    var operation = Samples.creation(network, clock.instant());
    Subscription subscription =
        Subscription.open(
            SubscriptionId.next(),
            tenant,
            OrderId.next(),
            network.id(),
            quote.offer(),
            clock.instant());
    transactions.runInTenant(
        tenant,
        () -> {
          operations.insert(operation);
          orders.insert(quote);
          orders.insert(
              new Order(
                  subscription.order(),
                  tenant,
                  quote.id(),
                  subscription.id(),
                  network.id(),
                  operation.id(),
                  "mei",
                  clock.instant()));
          orders.insert(subscription);
        });
    return subscription;
  }

  private Invoice invoice(Subscription subscription, String number) {
    return Invoicing.annual(
        subscription,
        List.of(),
        new Invoicing.Issue(
            InvoiceId.next(),
            number,
            new Party("卖方", List.of("1 High Road"), "T-1"),
            new Party("Fuji Tea", List.of("CN"), ""),
            new TaxRate("VAT", new BigDecimal("6")),
            clock.instant(),
            30));
  }
}
