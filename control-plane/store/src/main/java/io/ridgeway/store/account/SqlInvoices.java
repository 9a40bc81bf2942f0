package io.ridgeway.store.account;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Payment;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.Invoices;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Invoices and their payments. The application's role can't change or remove either. */
@Singleton
public class SqlInvoices extends Rows<InvoiceEntity, Bill> implements Invoices {
  private final Sql sql;
  private final Json json;

  SqlInvoices(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public boolean insert(Kind kind, Invoice invoice) {
    return sql.execute(
            "insert into invoice (id, tenant_id, subscription_id, kind, period_from, period_to,"
                + " number, currency, total_micros, created_at, due_on, document)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)"
                + " on conflict (subscription_id, kind, period_from) do nothing",
            invoice.id().value(),
            invoice.tenant().value(),
            invoice.subscription().value(),
            kind.name(),
            invoice.periodFrom(),
            invoice.periodTo(),
            invoice.number(),
            invoice.currency(),
            invoice.total().micros(),
            invoice.issuedAt(),
            invoice.dueOn(),
            json.write(invoice))
        == 1;
  }

  @Override
  public boolean exists(SubscriptionId subscription, Kind kind, Instant from) {
    return count(
            "subscription = ?1 and kind = ?2 and periodFrom = ?3",
            subscription.value(),
            kind.name(),
            from)
        > 0;
  }

  @Override
  public Optional<Bill> find(InvoiceId id) {
    return record(find("id", id.value()));
  }

  @Override
  public Page<Bill> list(Page.Request page) {
    return newest(page);
  }

  @Override
  public Page<Bill> unpaid(Page.Request page) {
    return newest(page, "paidAt is null and totalMicros > 0");
  }

  @Override
  public boolean pay(Invoice invoice, Payment payment) {
    return sql.execute(
            "insert into invoice_payment (invoice_id, tenant_id, reference, paid_at)"
                + " values (?, ?, ?, ?) on conflict (invoice_id) do nothing",
            invoice.id().value(),
            invoice.tenant().value(),
            payment.reference(),
            payment.at())
        == 1;
  }

  @Override
  public String nextNumber(int year) {
    long next =
        sql.one(
                row -> row.getLong("last"),
                "insert into invoice_number (year, last) values (?, 1)"
                    + " on conflict (year) do update set last = invoice_number.last + 1"
                    + " returning last",
                year)
            .orElseThrow();
    return "%d-%06d".formatted(year, next);
  }

  @Override
  protected Bill record(InvoiceEntity row) {
    return row.bill(json);
  }
}
