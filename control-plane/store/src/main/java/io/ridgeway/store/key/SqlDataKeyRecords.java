package io.ridgeway.store.key;

import static java.util.stream.Collectors.toMap;

import io.ridgeway.keys.DataKeyRecords;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.WrappedDataKey;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tenants' wrapped data keys. */
@Singleton
public final class SqlDataKeyRecords implements DataKeyRecords {
  private final ScopedTransactions transactions;
  private final Sql sql;

  SqlDataKeyRecords(ScopedTransactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  @Override
  public WrappedDataKey insertIfAbsent(WrappedDataKey dataKey) {
    return transactions.joining(
        () -> {
          sql.execute(
              "insert into data_key (tenant_id, kek, wrapped, created_at) values (?, ?, ?, ?)"
                  + " on conflict (tenant_id) do nothing",
              dataKey.tenant().value(),
              dataKey.kek(),
              dataKey.wrapped(),
              dataKey.createdAt());
          return byTenant(dataKey.tenant()).orElseThrow();
        });
  }

  @Override
  public Optional<WrappedDataKey> find(TenantId tenant) {
    return transactions.joining(() -> byTenant(tenant));
  }

  @Override
  public Optional<WrappedDataKey> findCommitted(TenantId tenant) {
    return transactions.apart(() -> byTenant(tenant));
  }

  @Override
  public Map<String, Long> countByKek() {
    return transactions.joining(() -> counts(sql, "data_key"));
  }

  static Map<String, Long> counts(Sql sql, String table) {
    return sql
        .query(
            row -> Map.entry(row.getString("kek"), row.getLong("n")),
            "select kek, count(*) as n from " + table + " group by kek")
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public List<WrappedDataKey> wrappedByOthers(String than, int most) {
    return transactions.joining(
        () ->
            sql.query(
                SqlDataKeyRecords::read,
                "select * from data_key where kek <> ? order by tenant_id limit ?",
                than,
                most));
  }

  @Override
  public boolean replace(WrappedDataKey standing, KeyEncryptionKey.Wrapped by) {
    return transactions.joining(
        () ->
            sql.execute(
                    "update data_key set kek = ?, wrapped = ?"
                        + " where tenant_id = ? and kek = ? and wrapped = ?",
                    by.kek(),
                    by.bytes(),
                    standing.tenant().value(),
                    standing.kek(),
                    standing.wrapped())
                == 1);
  }

  private Optional<WrappedDataKey> byTenant(TenantId tenant) {
    return sql.one(
        SqlDataKeyRecords::read, "select * from data_key where tenant_id = ?", tenant.value());
  }

  private static WrappedDataKey read(ResultSet row) throws SQLException {
    return new WrappedDataKey(
        new TenantId(row.getString("tenant_id")),
        row.getString("kek"),
        row.getBytes("wrapped"),
        Sql.instant(row, "created_at"));
  }
}
