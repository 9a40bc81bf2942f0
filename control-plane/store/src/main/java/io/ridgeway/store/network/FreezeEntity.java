package io.ridgeway.store.network;

import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** A freeze's row; held by row-level security alone, as its network's is. */
@Entity
@Table(name = "freeze_record")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class FreezeEntity extends Row {
  @Column(name = "tenant_id", updatable = false)
  String tenant;

  @Column(name = "network_id", updatable = false)
  String network;

  @Column(name = "operation_id", updatable = false)
  String operation;

  @Enumerated(EnumType.STRING)
  Freeze.State state;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  Freeze.Kind kind;

  @Column(updatable = false)
  String address;

  @Column(name = "document", columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String freeze;

  static FreezeEntity of(Freeze freeze, Json json) {
    FreezeEntity row = new FreezeEntity();
    row.id = freeze.id().value();
    row.createdAt = freeze.requestedAt();
    row.tenant = freeze.tenant().value();
    row.network = freeze.network().value();
    row.operation = freeze.operation().value();
    row.kind = freeze.kind();
    row.address = freeze.address();
    row.take(freeze, json);
    return row;
  }

  void take(Freeze changed, Json json) {
    state = changed.state();
    freeze = json.write(changed);
  }

  Freeze freeze(Json json) {
    return json.read(freeze, Freeze.class);
  }
}
