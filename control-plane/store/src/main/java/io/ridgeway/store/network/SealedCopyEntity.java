package io.ridgeway.store.network;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.SealedCopy;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Row;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.MappedSuperclass;

/** The row of a copy; held by row-level security alone, as its network's is. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by begin
abstract class SealedCopyEntity<T extends SealedCopy<T>> extends Row {
  @Column(name = "tenant_id", updatable = false)
  String tenant;

  @Column(name = "network_id", updatable = false)
  String network;

  @Column(name = "operation_id", updatable = false)
  String operation;

  @Enumerated(EnumType.STRING)
  Backup.State state;

  /** Fills a new row. */
  final void begin(T copy, Json json) {
    id = copy.id().value();
    createdAt = copy.requestedAt();
    tenant = copy.tenant().value();
    network = copy.network().value();
    operation = copy.operation().value();
    take(copy, json);
  }

  /** Has the row say what became of it. */
  void take(T changed, Json json) {
    state = changed.state();
  }

  /** The copy, as it is kept. */
  abstract T copy(Json json);
}
