package io.ridgeway.store.network;

import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.store.sql.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** An archive's row. */
@Entity
@Table(name = "chain_archive")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by begin
class ChainArchiveEntity extends SealedCopyEntity<ChainArchive> {
  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String archive;

  @Override
  void take(ChainArchive changed, Json json) {
    super.take(changed, json);
    archive = json.write(changed);
  }

  @Override
  ChainArchive copy(Json json) {
    return json.read(archive, ChainArchive.class);
  }
}
