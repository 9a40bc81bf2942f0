package io.ridgeway.store.network;

import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** A takedown's row; held by row-level security alone, as its network's is. */
@Entity
@Table(name = "takedown")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class TakedownEntity extends Row {
  @Column(name = "tenant_id", updatable = false)
  String tenant;

  @Column(name = "network_id", updatable = false)
  String network;

  @Column(name = "operation_id")
  String operation;

  @Enumerated(EnumType.STRING)
  Takedown.State state;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String takedown;

  static TakedownEntity of(Takedown takedown, Json json) {
    TakedownEntity row = new TakedownEntity();
    row.id = takedown.id().value();
    row.createdAt = takedown.requestedAt();
    row.tenant = takedown.tenant().value();
    row.network = takedown.network().value();
    row.take(takedown, json);
    return row;
  }

  void take(Takedown changed, Json json) {
    operation = changed.operation().value();
    state = changed.state();
    takedown = json.write(changed);
  }

  Takedown takedown(Json json) {
    return json.read(takedown, Takedown.class);
  }
}
