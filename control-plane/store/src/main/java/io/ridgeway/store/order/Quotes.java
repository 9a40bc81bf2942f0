package io.ridgeway.store.order;

import io.ridgeway.billing.Quote;
import io.ridgeway.engine.Page;
import io.ridgeway.model.QuoteId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class Quotes extends Rows<QuoteEntity, Quote> {
  private final Json json;

  Quotes(Json json) {
    this.json = json;
  }

  void insert(Quote quote) {
    add(QuoteEntity.of(quote, json));
  }

  Optional<Quote> find(QuoteId id) {
    return record(find("id", id.value()));
  }

  Page<Quote> list(Page.Request page) {
    return newest(page);
  }

  @Override
  protected Quote record(QuoteEntity row) {
    return row.quote(json);
  }
}
