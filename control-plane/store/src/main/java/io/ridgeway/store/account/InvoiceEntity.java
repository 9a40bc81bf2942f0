package io.ridgeway.store.account;

import io.ridgeway.billing.Invoice;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.TenantRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/**
 * An invoice's row, as it is read; SqlInvoices writes it, since one that is there isn't an error.
 */
@Entity
@Immutable
@Table(name = "invoice")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class InvoiceEntity extends TenantRow {
  @Column(name = "subscription_id")
  String subscription;

  String kind;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String document;

  Invoice invoice(Json json) {
    return json.read(document, Invoice.class);
  }
}
