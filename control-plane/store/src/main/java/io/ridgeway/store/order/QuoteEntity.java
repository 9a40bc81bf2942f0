package io.ridgeway.store.order;

import io.ridgeway.billing.Quote;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.TenantRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "quote")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class QuoteEntity extends TenantRow {
  @Column(name = "valid_until")
  Instant validUntil;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String document;

  static QuoteEntity of(Quote quote, Json json) {
    QuoteEntity row = new QuoteEntity();
    row.id = quote.id().value();
    row.tenant = quote.tenant().value();
    row.createdAt = quote.createdAt();
    row.validUntil = quote.validUntil();
    row.document = json.write(quote);
    return row;
  }

  Quote quote(Json json) {
    return json.read(document, Quote.class);
  }
}
