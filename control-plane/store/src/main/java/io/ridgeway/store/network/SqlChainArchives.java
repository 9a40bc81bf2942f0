package io.ridgeway.store.network;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchives;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Archives of ledgers' history. */
@Singleton
public class SqlChainArchives extends Rows<ChainArchiveEntity, ChainArchive>
    implements ChainArchives {
  private static final String WITH_FILES = "state in ('TAKING', 'KEPT')";

  private final Sql sql;
  private final Json json;

  SqlChainArchives(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public void insert(ChainArchive archive) {
    add(ChainArchiveEntity.of(archive, json));
  }

  @Override
  public void update(ChainArchive archive) {
    ChainArchiveEntity row =
        findByIdOptional(archive.id().value())
            .orElseThrow(() -> new IllegalStateException("there is no archive " + archive.id()));
    row.take(archive, json);
    changed(row);
  }

  @Override
  public Optional<ChainArchive> find(BackupId id) {
    return record(find("id", id.value()));
  }

  @Override
  public Optional<ChainArchive> of(OperationId operation) {
    return record(find("operation", operation.value()));
  }

  @Override
  public Page<ChainArchive> list(NetworkId network, Page.Request page) {
    return newest(page, "network = :network", Map.of("network", network.value()));
  }

  @Override
  public List<ChainArchive> withFiles(NetworkId network) {
    return records(
        find(
            "network = ?1 and state in (?2, ?3) order by createdAt desc, id desc",
            network.value(),
            Backup.State.TAKING,
            Backup.State.KEPT));
  }

  @Override
  public Set<BackupId> withFiles() {
    return sql
        .query(row -> row.getString("id"), "select id from chain_archive where " + WITH_FILES)
        .stream()
        .map(BackupId::new)
        .collect(toSet());
  }

  @Override
  public List<ChainArchive> orphans(int most) {
    return sql.query(
        row -> json.read(row.getString("archive"), ChainArchive.class),
        "select a.archive from chain_archive a join network n on n.id = a.network_id where a."
            + WITH_FILES
            + " and n.state = 'Deleted' order by a.created_at limit ?",
        most);
  }

  @Override
  protected ChainArchive record(ChainArchiveEntity row) {
    return row.archive(json);
  }
}
