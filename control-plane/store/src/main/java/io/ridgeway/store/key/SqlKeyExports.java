package io.ridgeway.store.key;

import io.ridgeway.engine.gateway.KeyExport;
import io.ridgeway.engine.gateway.KeyExport.Answer;
import io.ridgeway.engine.gateway.KeyExport.Party;
import io.ridgeway.engine.gateway.KeyExports;
import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** {@link KeyExports} in PostgreSQL. */
@Singleton
public final class SqlKeyExports implements KeyExports {
  private final Sql sql;

  SqlKeyExports(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void insert(KeyExport export) {
    sql.execute(
        "insert into key_export (id, tenant_id, network_id, key_id, reason, recipient, asked_by,"
            + " asked_name, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        export.id().value(),
        export.tenant().value(),
        export.network().value(),
        export.key().value(),
        export.reason(),
        export.recipient(),
        export.asker().user().value(),
        export.asker().name(),
        export.askedAt());
  }

  @Override
  public Optional<KeyExport> lock(KeyExportId id) {
    return sql.one(
        SqlKeyExports::read, "select * from key_export where id = ? for update", id.value());
  }

  @Override
  public List<KeyExport> of(NetworkId network) {
    return sql.query(
        SqlKeyExports::read,
        "select * from key_export where network_id = ? order by asked_at desc, id desc limit 100",
        network.value());
  }

  @Override
  public void update(KeyExport export) {
    sql.execute(
        "update key_export set answered_by = ?, answered_name = ?, answered_at = ?, approved = ?,"
            + " fetched_at = ? where id = ?",
        export.answer().map(a -> a.by().user().value()).orElse(null),
        export.answer().map(a -> a.by().name()).orElse(null),
        export.answer().map(Answer::at).orElse(null),
        export.answer().map(Answer::approved).orElse(null),
        export.fetchedAt().orElse(null),
        export.id().value());
  }

  private static KeyExport read(ResultSet row) throws SQLException {
    String answeredBy = row.getString("answered_by");
    return new KeyExport(
        new KeyExportId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        new KeyId(row.getString("key_id")),
        row.getString("reason"),
        row.getString("recipient"),
        new Party(new UserId(row.getString("asked_by")), row.getString("asked_name")),
        Sql.instant(row, "asked_at"),
        answeredBy == null
            ? Optional.empty()
            : Optional.of(
                new Answer(
                    new Party(new UserId(answeredBy), row.getString("answered_name")),
                    Sql.instant(row, "answered_at"),
                    row.getBoolean("approved"))),
        Sql.maybeInstant(row, "fetched_at"));
  }
}
