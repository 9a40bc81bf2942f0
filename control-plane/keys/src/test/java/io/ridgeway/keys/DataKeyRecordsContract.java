package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The laws of {@link DataKeyRecords}; whoever implements it extends this. */
public abstract class DataKeyRecordsContract {
  private final TenantId tenant = TenantId.next();

  /** What is tested; the same one within a test. */
  protected abstract DataKeyRecords records();

  /** Does the work in a transaction and rolls it back. */
  protected abstract void rolledBack(Runnable work);

  /** Makes what the records refer to, where that must be there. */
  protected void prepare(TenantId tenant) {}

  @BeforeEach
  void prepare() {
    prepare(tenant);
  }

  @Test
  void givesBackWhatWasInserted() {
    // Given
    WrappedDataKey dataKey = dataKey();

    // When
    WrappedDataKey standing = records().insertIfAbsent(dataKey);

    // Then
    for (WrappedDataKey found :
        List.of(
            standing,
            records().find(tenant).orElseThrow(),
            records().findCommitted(tenant).orElseThrow())) {
      assertThat(found.tenant()).isEqualTo(tenant);
      assertThat(found.kek()).isEqualTo(dataKey.kek());
      assertThat(found.wrapped()).isEqualTo(dataKey.wrapped());
      assertThat(found.createdAt()).isEqualTo(dataKey.createdAt());
    }
  }

  @Test
  void givesTheOneThatStandsToAllWhoRace() throws Exception {
    // When
    List<String> wrapped =
        Racing.all(
            4, () -> HexFormat.of().formatHex(records().insertIfAbsent(dataKey()).wrapped()));

    // Then
    assertThat(wrapped).hasSize(4).containsOnly(wrapped.get(0));
    assertThat(HexFormat.of().formatHex(records().find(tenant).orElseThrow().wrapped()))
        .isEqualTo(wrapped.get(0));
  }

  @Test
  void whatIsRolledBackWasNeverThere() {
    // When
    rolledBack(
        () -> {
          records().insertIfAbsent(dataKey());
          assertThat(records().find(tenant)).isPresent();
          assertThat(records().findCommitted(tenant)).isEmpty();
        });

    // Then
    assertThat(records().find(tenant)).isEmpty();
  }

  @Test
  void keepsTenantsApart() {
    // Given
    records().insertIfAbsent(dataKey());

    // Then
    assertThat(records().find(TenantId.next())).isEmpty();
  }

  @Test
  void wrapsAnewOnlyWhatIsStillAsItWasRead() {
    // Given
    WrappedDataKey standing = records().insertIfAbsent(dataKey());
    KeyEncryptionKey.Wrapped anew = new KeyEncryptionKey.Wrapped("file:new", new byte[] {7});

    // When
    boolean first = records().replace(standing, anew);
    boolean second =
        records().replace(standing, new KeyEncryptionKey.Wrapped("file:newer", new byte[] {8}));

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    WrappedDataKey found = records().find(tenant).orElseThrow();
    assertThat(found.kek()).isEqualTo("file:new");
    assertThat(found.wrapped()).isEqualTo(new byte[] {7});
    assertThat(found.createdAt()).isEqualTo(standing.createdAt());
  }

  @Test
  void findsAndCountsWhatOthersWrapped() {
    // Given
    records().insertIfAbsent(dataKey());
    long before = records().countByKek().getOrDefault("file:0011223344556677", 0L);

    // Then: other tests' rows may be there too
    assertThat(before).isPositive();
    assertThat(records().wrappedByOthers("file:another", 10_000))
        .anyMatch(row -> row.tenant().equals(tenant));
    assertThat(records().wrappedByOthers("file:0011223344556677", 10_000))
        .noneMatch(row -> row.tenant().equals(tenant));
    assertThat(records().wrappedByOthers("file:another", 1)).hasSize(1);
  }

  private WrappedDataKey dataKey() {
    byte[] wrapped = new byte[60];
    ThreadLocalRandom.current().nextBytes(wrapped);
    return new WrappedDataKey(
        tenant, "file:0011223344556677", wrapped, Instant.parse("2026-03-01T10:15:30.123456Z"));
  }
}
