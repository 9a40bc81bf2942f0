package io.ridgeway.store.network;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.SealedCopies;
import io.ridgeway.engine.backup.SealedCopy;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import io.ridgeway.store.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Copies of one kind.
 *
 * @param <E> the row
 */
abstract class SqlSealedCopies<E extends SealedCopyEntity<T>, T extends SealedCopy<T>>
    extends Rows<E, T> implements SealedCopies<T> {
  /** Which may have files. */
  static final String WITH_FILES = "state in ('TAKING', 'KEPT')";

  final Sql sql;
  final Json json;
  private final String table;
  private final Supplier<E> row;

  SqlSealedCopies(Sql sql, Json json, String table, Supplier<E> row) {
    this.sql = sql;
    this.json = json;
    this.table = table;
    this.row = row;
  }

  @Override
  public void insert(T copy) {
    E added = row.get();
    added.begin(copy, json);
    add(added);
  }

  @Override
  public void update(T copy) {
    E there =
        findByIdOptional(copy.id().value())
            .orElseThrow(() -> new IllegalStateException("no " + table + " is " + copy.id()));
    there.take(copy, json);
    changed(there);
  }

  @Override
  public Optional<T> find(BackupId id) {
    return record(find("id", id.value()));
  }

  @Override
  public Optional<T> of(OperationId operation) {
    return record(find("operation", operation.value()));
  }

  @Override
  public Page<T> list(NetworkId network, Page.Request page) {
    return newest(page, "network = :network", Map.of("network", network.value()));
  }

  @Override
  public List<T> withFiles(NetworkId network) {
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
        .query(found -> found.getString("id"), "select id from " + table + " where " + WITH_FILES)
        .stream()
        .map(BackupId::new)
        .collect(toSet());
  }

  @Override
  protected T record(E found) {
    return found.copy(json);
  }
}
