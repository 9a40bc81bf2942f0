package io.ridgeway.keys;

import io.ridgeway.model.TenantId;
import java.util.Optional;

/** Wrapped data keys in memory; it passes {@link DataKeyRecordsContract}. */
public final class InMemoryDataKeyRecords implements DataKeyRecords {
  private final InMemoryTransactions.Rows<TenantId, WrappedDataKey> rows;

  public InMemoryDataKeyRecords(InMemoryTransactions transactions) {
    rows = transactions.rows();
  }

  @Override
  public synchronized WrappedDataKey insertIfAbsent(WrappedDataKey dataKey) {
    return find(dataKey.tenant())
        .orElseGet(
            () -> {
              rows.put(dataKey.tenant(), dataKey);
              return dataKey;
            });
  }

  @Override
  public Optional<WrappedDataKey> find(TenantId tenant) {
    return rows.get(tenant);
  }

  @Override
  public Optional<WrappedDataKey> findCommitted(TenantId tenant) {
    return rows.committed(tenant);
  }

  /** Writes a row as it is: what somebody with access to the database could do. */
  public void tamper(WrappedDataKey dataKey) {
    rows.put(dataKey.tenant(), dataKey);
  }
}
