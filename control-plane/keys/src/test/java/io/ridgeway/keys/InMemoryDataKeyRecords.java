package io.ridgeway.keys;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.ridgeway.model.TenantId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

  @Override
  public Map<String, Long> countByKek() {
    return rows.all().collect(groupingBy(WrappedDataKey::kek, counting()));
  }

  @Override
  public List<WrappedDataKey> wrappedByOthers(String than, int most) {
    return rows.all()
        .filter(row -> !row.kek().equals(than))
        .sorted(Comparator.comparing(row -> row.tenant().value()))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized boolean replace(WrappedDataKey standing, KeyEncryptionKey.Wrapped by) {
    boolean same =
        find(standing.tenant())
            .filter(
                row ->
                    row.kek().equals(standing.kek())
                        && Arrays.equals(row.wrapped(), standing.wrapped()))
            .isPresent();
    if (same) {
      rows.put(standing.tenant(), WrappedDataKey.of(standing.tenant(), by, standing.createdAt()));
    }
    return same;
  }

  /** Writes a row as it is: what somebody with access to the database could do. */
  public void tamper(WrappedDataKey dataKey) {
    rows.put(dataKey.tenant(), dataKey);
  }
}
