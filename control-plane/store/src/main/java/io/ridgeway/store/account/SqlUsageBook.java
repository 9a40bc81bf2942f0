package io.ridgeway.store.account;

import io.ridgeway.engine.account.UsageBook;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Usage records. */
@Singleton
public final class SqlUsageBook implements UsageBook {
  private final Sql sql;

  SqlUsageBook(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void put(List<UsageRecord> records) {
    sql.batch(
        "insert into usage_record (source, tenant_id, network_id, meter, from_at, to_at, micros)"
            + " values (?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (network_id, from_at, meter, source)"
            + " do update set to_at = excluded.to_at, micros = excluded.micros",
        records.stream().map(SqlUsageBook::parameters).toList());
  }

  @Override
  public Optional<Instant> countedTo(NetworkId network, String source) {
    return sql.one(
        row -> Sql.instant(row, "to_at"),
        "select to_at from usage_record where network_id = ? and source = ?"
            + " order by to_at desc limit 1",
        network.value(),
        source);
  }

  @Override
  public List<UsageRecord> of(NetworkId network, Instant from, Instant to) {
    return sql.query(
        SqlUsageBook::read,
        "select * from usage_record where network_id = ? and from_at >= ? and from_at < ?"
            + " order by from_at, meter, source",
        network.value(),
        from,
        to);
  }

  private static Object[] parameters(UsageRecord record) {
    return new Object[] {
      record.source(),
      record.tenant().value(),
      record.network().value(),
      record.meter().name(),
      record.from(),
      record.to(),
      record.micros()
    };
  }

  private static UsageRecord read(ResultSet row) throws SQLException {
    return new UsageRecord(
        row.getString("source"),
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        Meter.valueOf(row.getString("meter")),
        Sql.instant(row, "from_at"),
        Sql.instant(row, "to_at"),
        row.getLong("micros"));
  }
}
