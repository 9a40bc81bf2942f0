package io.ridgeway.store.network;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** A backup's row; held by row-level security alone, as its network's is. */
@Entity
@Table(name = "backup")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class BackupEntity extends Row {
  @Column(name = "tenant_id", updatable = false)
  String tenant;

  @Column(name = "network_id", updatable = false)
  String network;

  @Column(name = "operation_id", updatable = false)
  String operation;

  @Enumerated(EnumType.STRING)
  Backup.State state;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String backup;

  static BackupEntity of(Backup backup, Json json) {
    BackupEntity row = new BackupEntity();
    row.id = backup.id().value();
    row.createdAt = backup.requestedAt();
    row.tenant = backup.tenant().value();
    row.network = backup.network().value();
    row.operation = backup.operation().value();
    row.take(backup, json);
    return row;
  }

  void take(Backup changed, Json json) {
    state = changed.state();
    expiresAt = changed.expiresAt();
    backup = json.write(changed);
  }

  Backup backup(Json json) {
    return json.read(backup, Backup.class);
  }
}
