package io.ridgeway.keys;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Key records in memory; it passes {@link KeyRecordsContract}. */
public final class InMemoryKeyRecords implements KeyRecords {
  private final InMemoryTransactions.Rows<KeyId, KeyRecord> rows;

  public InMemoryKeyRecords(InMemoryTransactions transactions) {
    rows = transactions.rows();
  }

  @Override
  public synchronized KeyRecord insertIfAbsent(KeyRecord record) {
    ManagedKey key = record.key();
    return find(key.tenant(), key.network(), key.purpose(), key.name())
        .orElseGet(
            () -> {
              rows.put(key.id(), record);
              return record;
            });
  }

  @Override
  public Optional<KeyRecord> find(
      TenantId tenant, NetworkId network, Purpose purpose, String name) {
    return list(network, purpose).stream()
        .filter(record -> record.key().tenant().equals(tenant) && record.key().name().equals(name))
        .filter(record -> !record.life().succeeded())
        .findFirst();
  }

  @Override
  public Optional<KeyRecord> find(KeyId id) {
    return rows.get(id);
  }

  @Override
  public Optional<KeyRecord> findCommitted(KeyId id) {
    return rows.committed(id);
  }

  @Override
  public List<KeyRecord> list(NetworkId network, Purpose purpose) {
    return rows.all()
        .filter(
            record -> record.key().network().equals(network) && record.key().purpose() == purpose)
        .sorted(
            Comparator.comparing((KeyRecord record) -> record.key().name())
                .thenComparing(record -> record.key().createdAt(), Comparator.reverseOrder())
                .thenComparing(record -> record.key().id().value()))
        .toList();
  }

  @Override
  public Optional<KeyRecord> lock(KeyId id) {
    return rows.get(id);
  }

  @Override
  public void replace(KeyRecord record) {
    rows.put(record.key().id(), record);
  }

  @Override
  public List<NetworkId> due(Instant now, int most) {
    return rows.all()
        .filter(record -> isDue(record, now))
        .map(record -> record.key().network())
        .distinct()
        .limit(most)
        .toList();
  }

  @Override
  public List<KeyRecord> lockDue(NetworkId network, Instant now) {
    return rows.all()
        .filter(record -> record.key().network().equals(network) && isDue(record, now))
        .toList();
  }

  private static boolean isDue(KeyRecord record, Instant now) {
    return !record.destroyed()
        && record.life().destroyAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  @Override
  public synchronized List<KeyRecord> destroyAll(NetworkId network, Instant at) {
    List<KeyRecord> wiped =
        rows.all()
            .filter(record -> record.key().network().equals(network) && !record.destroyed())
            .map(record -> record.destroyedAt(at))
            .toList();
    wiped.forEach(record -> rows.put(record.key().id(), record));
    return wiped;
  }

  /** Writes a row as it is: what somebody with access to the database could do. */
  public void tamper(KeyRecord record) {
    rows.put(record.key().id(), record);
  }
}
