package io.ridgeway.store.network;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.store.sql.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** A backup's row. */
@Entity
@Table(name = "backup")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by begin
class BackupEntity extends SealedCopyEntity<Backup> {
  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String backup;

  @Override
  void take(Backup changed, Json json) {
    super.take(changed, json);
    expiresAt = changed.expiresAt();
    backup = json.write(changed);
  }

  @Override
  Backup copy(Json json) {
    return json.read(backup, Backup.class);
  }
}
