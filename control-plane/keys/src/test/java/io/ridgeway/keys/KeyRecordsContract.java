package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The laws of {@link KeyRecords}; whoever implements it extends this. */
public abstract class KeyRecordsContract {
  private static final Instant CREATED = Instant.parse("2026-03-01T10:15:30.123456Z");
  private static final Instant DESTROYED = Instant.parse("2026-04-01T00:00:00.000001Z");

  private final TenantId tenant = TenantId.next();
  private final NetworkId network = NetworkId.next();

  /** What is tested; the same one within a test. */
  protected abstract KeyRecords records();

  /** Does the work in a transaction and rolls it back. */
  protected abstract void rolledBack(Runnable work);

  /** Makes what the records refer to, where that must be there. */
  protected void prepare(TenantId tenant, NetworkId network) {}

  @BeforeEach
  void prepare() {
    prepare(tenant, network);
  }

  @Test
  void givesBackWhatWasInserted() {
    // Given
    KeyRecord record = record("app-1", Purpose.TRANSACTION);

    // When
    KeyRecord standing = records().insertIfAbsent(record);

    // Then
    assertSame(standing, record);
    assertSame(records().find(record.key().id()).orElseThrow(), record);
    assertSame(records().findCommitted(record.key().id()).orElseThrow(), record);
    assertSame(records().find(tenant, network, Purpose.TRANSACTION, "app-1").orElseThrow(), record);
  }

  @Test
  void givesTheOneThatStandsToWhoComesSecond() {
    // Given
    KeyRecord first = records().insertIfAbsent(record("app-1", Purpose.TRANSACTION));

    // When
    KeyRecord second = records().insertIfAbsent(record("app-1", Purpose.TRANSACTION));

    // Then
    assertSame(second, first);
    assertThat(records().list(network, Purpose.TRANSACTION)).hasSize(1);
  }

  @Test
  void givesTheOneThatStandsToAllWhoRace() throws Exception {
    // When
    List<KeyId> ids =
        Racing.all(
            4, () -> records().insertIfAbsent(record("app-1", Purpose.TRANSACTION)).key().id());

    // Then
    assertThat(ids).hasSize(4).containsOnly(ids.get(0));
    assertThat(records().list(network, Purpose.TRANSACTION)).hasSize(1);
  }

  @Test
  void keepsTheSameNameApartByPurposeAndNetwork() {
    // Given
    NetworkId other = NetworkId.next();
    prepare(tenant, other);

    // When
    records().insertIfAbsent(record("n-1", Purpose.NODE));
    records().insertIfAbsent(record("n-1", Purpose.TRANSACTION));
    records().insertIfAbsent(record(other, "n-1", Purpose.NODE));

    // Then
    assertThat(records().list(network, Purpose.NODE)).hasSize(1);
    assertThat(records().list(network, Purpose.TRANSACTION)).hasSize(1);
    assertThat(records().list(other, Purpose.NODE)).hasSize(1);
    assertThat(records().find(tenant, other, Purpose.TRANSACTION, "n-1")).isEmpty();
    assertThat(records().find(TenantId.next(), network, Purpose.NODE, "n-1")).isEmpty();
  }

  @Test
  void listsByName() {
    // Given
    records().insertIfAbsent(record("b", Purpose.NODE));
    records().insertIfAbsent(record("c", Purpose.NODE));
    records().insertIfAbsent(record("a", Purpose.NODE));

    // Then
    assertThat(records().list(network, Purpose.NODE))
        .extracting(record -> record.key().name())
        .containsExactly("a", "b", "c");
  }

  @Test
  void wipesTheCiphertextsOfANetworkAndKeepsThePublicSides() {
    // Given
    NetworkId other = NetworkId.next();
    prepare(tenant, other);
    KeyRecord app = records().insertIfAbsent(record("app-1", Purpose.TRANSACTION));
    KeyRecord node = records().insertIfAbsent(record("node-1", Purpose.NODE));
    KeyRecord spared = records().insertIfAbsent(record(other, "node-1", Purpose.NODE));

    // When
    List<KeyRecord> wiped = records().destroyAll(network, DESTROYED);

    // Then
    assertThat(wiped)
        .extracting(record -> record.key().id())
        .containsExactlyInAnyOrder(app.key().id(), node.key().id());
    assertThat(wiped).allMatch(record -> record.ciphertext().length == 0);
    assertSame(records().find(app.key().id()).orElseThrow(), app.destroyedAt(DESTROYED));
    assertSame(records().list(network, Purpose.NODE).get(0), node.destroyedAt(DESTROYED));
    assertSame(records().find(spared.key().id()).orElseThrow(), spared);
  }

  @Test
  void changesNothingWhenItDestroysASecondTime() {
    // Given
    KeyRecord record = records().insertIfAbsent(record("app-1", Purpose.TRANSACTION));
    records().destroyAll(network, DESTROYED);

    // When
    List<KeyRecord> wiped = records().destroyAll(network, DESTROYED.plusSeconds(60));

    // Then
    assertThat(wiped).isEmpty();
    assertSame(records().find(record.key().id()).orElseThrow(), record.destroyedAt(DESTROYED));
  }

  @Test
  void aDestroyedRecordKeepsItsName() {
    // Given
    KeyRecord record = records().insertIfAbsent(record("app-1", Purpose.TRANSACTION));
    records().destroyAll(network, DESTROYED);

    // When
    KeyRecord standing = records().insertIfAbsent(record("app-1", Purpose.TRANSACTION));

    // Then
    assertSame(standing, record.destroyedAt(DESTROYED));
  }

  @Test
  void whatIsRolledBackWasNeverThere() {
    // Given
    KeyRecord record = record("app-1", Purpose.TRANSACTION);

    // When
    rolledBack(
        () -> {
          records().insertIfAbsent(record);
          assertThat(records().find(record.key().id())).isPresent();
          assertThat(records().findCommitted(record.key().id())).isEmpty();
        });

    // Then
    assertThat(records().find(record.key().id())).isEmpty();
    assertThat(records().find(tenant, network, Purpose.TRANSACTION, "app-1")).isEmpty();
  }

  @Test
  void aDestructionThatIsRolledBackLeavesTheKeys() {
    // Given
    KeyRecord record = records().insertIfAbsent(record("app-1", Purpose.TRANSACTION));

    // When
    rolledBack(() -> assertThat(records().destroyAll(network, DESTROYED)).hasSize(1));

    // Then
    assertSame(records().find(record.key().id()).orElseThrow(), record);
  }

  @Test
  void aNameIsFreeForWhoFollowsAndAllStay() {
    // Given
    KeyRecord first = records().insertIfAbsent(record("app-1", Purpose.TRANSACTION));
    KeyRecord second = record("app-1", Purpose.TRANSACTION);

    // When
    records().replace(first.living(first.life().succeededBy(second.key().id())));
    KeyRecord standing = records().insertIfAbsent(second);

    // Then
    assertSame(standing, second);
    assertSame(records().find(tenant, network, Purpose.TRANSACTION, "app-1").orElseThrow(), second);
    assertThat(records().list(network, Purpose.TRANSACTION)).hasSize(2);
    assertThat(records().find(first.key().id()).orElseThrow().life().successor())
        .contains(second.key().id());
  }

  @Test
  void keepsWhatWasDecided() {
    // Given
    KeyRecord made = record("app-1", Purpose.TRANSACTION);
    KeyRecord brought =
        new KeyRecord(
            made.key(),
            2,
            new byte[] {1, 2},
            KeyOrigin.IMPORTED,
            false,
            "contracts notary\n",
            KeyLife.FRESH.disabled(CREATED).ending(Optional.of(DESTROYED)));

    // When
    records().insertIfAbsent(brought);

    // Then
    KeyRecord read = records().lock(made.key().id()).orElseThrow();
    assertSame(read, brought);
    assertThat(read.isAs(brought)).isTrue();
    assertThat(read.origin()).isEqualTo(KeyOrigin.IMPORTED);
    assertThat(read.exportable()).isFalse();

    // When
    KeyRecord enabled = read.living(KeyLife.FRESH);
    records().replace(enabled);

    // Then
    assertThat(records().find(made.key().id()).orElseThrow().isAs(enabled)).isTrue();
  }

  @Test
  void tellsWhatIsToBeDestroyed() {
    // Given
    KeyRecord due = record("due", Purpose.TRANSACTION);
    KeyRecord later = record("later", Purpose.TRANSACTION);
    KeyRecord gone = record("gone", Purpose.TRANSACTION);
    KeyLife ending = KeyLife.FRESH.disabled(CREATED).ending(Optional.of(DESTROYED));
    records().insertIfAbsent(due.living(ending));
    records().insertIfAbsent(later.living(ending.ending(Optional.of(DESTROYED.plusSeconds(1)))));
    records().insertIfAbsent(gone.living(ending).destroyedAt(DESTROYED));

    // Then
    assertThat(records().due(CREATED, 100)).doesNotContain(network);
    assertThat(records().due(DESTROYED, 100)).contains(network);
    assertThat(records().lockDue(network, DESTROYED))
        .extracting(record -> record.key().name())
        .containsExactly("due");
  }

  private KeyRecord record(String name, Purpose purpose) {
    return record(network, name, purpose);
  }

  private KeyRecord record(NetworkId of, String name, Purpose purpose) {
    KeyId id = KeyId.next();
    ManagedKey key =
        new ManagedKey(id, tenant, of, name, Curve.SECP256K1, purpose, "ab".repeat(64), CREATED);
    return new KeyRecord(key, 1, id.value().getBytes(StandardCharsets.UTF_8), null);
  }

  private static void assertSame(KeyRecord actual, KeyRecord expected) {
    assertThat(actual.key()).isEqualTo(expected.key());
    assertThat(actual.version()).isEqualTo(expected.version());
    assertThat(actual.ciphertext()).isEqualTo(expected.ciphertext());
    assertThat(actual.destroyedAt()).isEqualTo(expected.destroyedAt());
  }
}
