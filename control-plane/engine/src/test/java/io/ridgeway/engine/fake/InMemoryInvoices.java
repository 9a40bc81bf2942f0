package io.ridgeway.engine.fake;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Payment;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.Invoices;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/** {@link Invoices} in memory. */
public final class InMemoryInvoices implements Invoices {
  private final InMemoryStore store;
  private final Table<InvoiceId, Row> rows;
  private final Table<InvoiceId, Paid> payments;
  private final Table<Integer, Integer> numbers;

  InMemoryInvoices(InMemoryStore store) {
    this.store = store;
    this.rows = store.table(r -> Optional.of(r.invoice.tenant()));
    this.payments = store.table(p -> Optional.of(p.tenant));
    this.numbers = store.table(Table.Owner.nobody());
  }

  private record Row(Kind kind, Invoice invoice) {}

  private record Paid(TenantId tenant, Payment payment) {}

  @Override
  public boolean insert(Kind kind, Invoice invoice) {
    if (exists(invoice.subscription(), kind, invoice.periodFrom())) {
      return false;
    }
    rows.insert(invoice.id(), new Row(kind, invoice));
    return true;
  }

  @Override
  public boolean exists(SubscriptionId subscription, Kind kind, Instant from) {
    return !rows.all(
            r ->
                r.kind == kind
                    && r.invoice.subscription().equals(subscription)
                    && r.invoice.periodFrom().equals(from))
        .isEmpty();
  }

  @Override
  public Optional<Bill> find(InvoiceId id) {
    return rows.get(id).map(this::bill);
  }

  @Override
  public Page<Bill> list(Page.Request page) {
    Page<Row> found = rows.page(page);
    return new Page<>(found.items().stream().map(this::bill).toList(), found.next());
  }

  /** All on one page. */
  @Override
  public Page<Bill> unpaid(Page.Request page) {
    return new Page<>(
        rows.all(r -> r.invoice.total().signum() > 0).stream()
            .map(this::bill)
            .filter(b -> b.payment().isEmpty())
            .toList(),
        Optional.empty());
  }

  @Override
  public boolean pay(Invoice invoice, Payment payment) {
    store.requireSystem();
    if (payments.get(invoice.id()).isPresent()) {
      return false;
    }
    payments.insert(invoice.id(), new Paid(invoice.tenant(), payment));
    return true;
  }

  private Bill bill(Row row) {
    return new Bill(row.invoice, payments.get(row.invoice.id()).map(Paid::payment));
  }

  @Override
  public String nextNumber(int year) {
    int next = numbers.get(year).orElse(0) + 1;
    numbers.put(year, next);
    return "%d-%06d".formatted(year, next);
  }
}
