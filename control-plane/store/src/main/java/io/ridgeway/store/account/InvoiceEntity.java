package io.ridgeway.store.account;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Payment;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.TenantRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * An invoice's row and its payment, as they are read; SqlInvoices writes it, since one that is
 * there isn't an error.
 */
@Entity
@Immutable
@Table(name = "invoice")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class InvoiceEntity extends TenantRow {
  @Column(name = "subscription_id")
  String subscription;

  String kind;

  @Column(name = "period_from")
  Instant periodFrom;

  @Column(name = "total_micros")
  long totalMicros;

  // Documents of the time before invoices had a due date have none; the column has one for all.
  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(read = "jsonb_build_object('dueOn', due_on) || document", write = "?::jsonb")
  String document;

  @Formula("(select p.reference from invoice_payment p where p.invoice_id = id)")
  @Nullable String reference;

  @Formula("(select p.paid_at from invoice_payment p where p.invoice_id = id)")
  @Nullable Instant paidAt;

  Bill bill(Json json) {
    return new Bill(
        json.read(document, Invoice.class),
        paidAt == null
            ? Optional.empty()
            : Optional.of(new Payment(Objects.requireNonNull(reference), paidAt)));
  }
}
