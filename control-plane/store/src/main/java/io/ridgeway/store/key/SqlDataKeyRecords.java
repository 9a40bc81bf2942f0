package io.ridgeway.store.key;

import io.ridgeway.keys.DataKeyRecords;
import io.ridgeway.keys.WrappedDataKey;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
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

  private Optional<WrappedDataKey> byTenant(TenantId tenant) {
    return sql.one(
        row ->
            new WrappedDataKey(
                new TenantId(row.getString("tenant_id")),
                row.getString("kek"),
                row.getBytes("wrapped"),
                Sql.instant(row, "created_at")),
        "select * from data_key where tenant_id = ?",
        tenant.value());
  }
}
