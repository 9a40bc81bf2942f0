package io.ridgeway.store.network;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Backups, and what was restored from them. */
@Singleton
public class SqlBackups extends SqlSealedCopies<BackupEntity, Backup> implements Backups {
  SqlBackups(Sql sql, Json json) {
    super(sql, json, "backup", BackupEntity::new);
  }

  /** What is being taken isn't outdated, however old, unless its network is gone. */
  @Override
  public List<Backup> outdated(Instant now, int most) {
    return sql.query(
        row -> json.read(row.getString("backup"), Backup.class),
        "select b.backup from backup b join network n on n.id = b.network_id where b."
            + WITH_FILES
            + " and (n.state = 'Deleted' or (b.state = 'KEPT' and b.expires_at <= ?"
            + " and not exists (select 1 from restoration r where r.backup_id = b.id"
            + " and r.done_at is null))) order by b.expires_at limit ?",
        now,
        most);
  }

  @Override
  public void insert(Restoration restoration) {
    sql.execute(
        "insert into restoration (tenant_id, network_id, node, backup_id, operation_id,"
            + " requested_at) values (?, ?, ?, ?, ?, ?)",
        restoration.tenant().value(),
        restoration.network().value(),
        restoration.node().value(),
        restoration.backup().value(),
        restoration.operation().value(),
        restoration.requestedAt());
  }

  @Override
  public void update(Restoration restoration) {
    sql.execute(
        "update restoration set done_at = ? where network_id = ? and node = ?",
        restoration.doneAt().orElse(null),
        restoration.network().value(),
        restoration.node().value());
  }

  @Override
  public List<Restoration> restoring(NetworkId network) {
    return sql.query(
        SqlBackups::restoration,
        "select * from restoration where network_id = ? and done_at is null order by node",
        network.value());
  }

  private static Restoration restoration(ResultSet row) throws SQLException {
    return new Restoration(
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        new NodeName(row.getString("node")),
        new BackupId(row.getString("backup_id")),
        new OperationId(row.getString("operation_id")),
        Sql.instant(row, "requested_at"),
        Sql.maybeInstant(row, "done_at"));
  }
}
