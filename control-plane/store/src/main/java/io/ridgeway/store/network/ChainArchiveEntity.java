package io.ridgeway.store.network;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** An archive's row; held by row-level security alone, as its network's is. */
@Entity
@Table(name = "chain_archive")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class ChainArchiveEntity extends Row {
  @Column(name = "tenant_id", updatable = false)
  String tenant;

  @Column(name = "network_id", updatable = false)
  String network;

  @Column(name = "operation_id", updatable = false)
  String operation;

  @Enumerated(EnumType.STRING)
  Backup.State state;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String archive;

  static ChainArchiveEntity of(ChainArchive archive, Json json) {
    ChainArchiveEntity row = new ChainArchiveEntity();
    row.id = archive.id().value();
    row.createdAt = archive.requestedAt();
    row.tenant = archive.tenant().value();
    row.network = archive.network().value();
    row.operation = archive.operation().value();
    row.take(archive, json);
    return row;
  }

  void take(ChainArchive changed, Json json) {
    state = changed.state();
    archive = json.write(changed);
  }

  ChainArchive archive(Json json) {
    return json.read(archive, ChainArchive.class);
  }
}
