package io.ridgeway.engine.fake;

import io.ridgeway.billing.Invoice;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.Invoices;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.SubscriptionId;
import java.util.Optional;

/** {@link Invoices} in memory. */
public final class InMemoryInvoices implements Invoices {
  private final Table<InvoiceId, Row> rows;
  private final Table<Integer, Integer> numbers;

  InMemoryInvoices(InMemoryStore store) {
    this.rows = store.table(r -> Optional.of(r.invoice.tenant()));
    this.numbers = store.table(Table.Owner.nobody());
  }

  private record Row(Kind kind, Invoice invoice) {}

  @Override
  public boolean insert(Kind kind, Invoice invoice) {
    if (exists(invoice.subscription(), kind)) {
      return false;
    }
    rows.insert(invoice.id(), new Row(kind, invoice));
    return true;
  }

  @Override
  public boolean exists(SubscriptionId subscription, Kind kind) {
    return !rows.all(r -> r.kind == kind && r.invoice.subscription().equals(subscription))
        .isEmpty();
  }

  @Override
  public Optional<Invoice> find(InvoiceId id) {
    return rows.get(id).map(Row::invoice);
  }

  @Override
  public Page<Invoice> list(Page.Request page) {
    Page<Row> found = rows.page(page);
    return new Page<>(found.items().stream().map(Row::invoice).toList(), found.next());
  }

  @Override
  public String nextNumber(int year) {
    int next = numbers.get(year).orElse(0) + 1;
    numbers.put(year, next);
    return "%d-%06d".formatted(year, next);
  }
}
