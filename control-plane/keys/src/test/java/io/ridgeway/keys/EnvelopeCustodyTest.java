package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of {@code Custody}. */
class EnvelopeCustodyTest {
  @TempDir Path directory;
  private CustodyFixture fixture;
  private EnvelopeCustody custody;

  @BeforeEach
  void custody() {
    fixture = new CustodyFixture(directory);
    custody = fixture.custody;
  }

  @Test
  void givesTheSameKeyForTheSameName() {
    // When
    ManagedKey first = fixture.key(Purpose.TRANSACTION, "app-1");
    ManagedKey again = fixture.key(Purpose.TRANSACTION, "app-1");

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(first.createdAt()).isEqualTo(Instant.parse("2026-03-01T10:15:30.123456Z"));
    assertThat(fixture.key(Purpose.TRANSACTION, "app-2")).isNotEqualTo(first);
    assertThat(fixture.key(Purpose.NODE, "app-1").id()).isNotEqualTo(first.id());
  }

  @Test
  void givesTheSameKeyToAllWhoRace() throws Exception {
    // When
    List<ManagedKey> keys = Racing.all(8, () -> fixture.key(Purpose.TRANSACTION, "app-1"));

    // Then
    assertThat(keys).containsOnly(keys.get(0));
    byte[] digest = new byte[32];
    assertThat(fixture.another().sign(keys.get(0).id(), digest, "race")).isNotNull();
  }

  @Test
  void aKeysPublicHalfIsThatOfTheScalarInTheBooks() {
    // When
    ManagedKey key = fixture.key(Purpose.NODE, "validator-1");

    // Then
    assertThat(HexFormat.of().formatHex(CustodyFixture.CURVE.publicKey(custody.open(key.id()))))
        .isEqualTo(key.publicKey());
  }

  @Test
  void findsAndListsWhatLives() {
    // Given
    ManagedKey second = fixture.key(Purpose.NODE, "validator-2");
    ManagedKey first = fixture.key(Purpose.NODE, "validator-1");
    ManagedKey app = fixture.key(Purpose.TRANSACTION, "app-1");

    // Then
    assertThat(custody.find(app.id())).contains(app);
    assertThat(custody.find(KeyId.next())).isEmpty();
    assertThat(custody.list(fixture.network, Purpose.NODE)).containsExactly(first, second);
    assertThat(custody.list(fixture.network, Purpose.TRANSACTION)).containsExactly(app);
    assertThat(custody.list(NetworkId.next(), Purpose.NODE)).isEmpty();
  }

  @Test
  void leavesNoPrivateKeyOfADestroyedNetwork() {
    // Given
    ManagedKey app = fixture.key(Purpose.TRANSACTION, "app-1");
    ManagedKey node = fixture.key(Purpose.NODE, "validator-1");
    ManagedKey spared =
        custody.ensure(
            fixture.tenant, NetworkId.next(), Curve.SECP256K1, Purpose.TRANSACTION, "app-1");
    custody.sign(app.id(), new byte[32], "held in memory now");

    // When
    custody.destroyAll(fixture.network);

    // Then
    assertThat(custody.find(app.id())).isEmpty();
    assertThat(custody.list(fixture.network, Purpose.TRANSACTION)).isEmpty();
    assertThat(custody.list(fixture.network, Purpose.NODE)).isEmpty();
    assertNotFound(() -> custody.sign(app.id(), new byte[32], "too late"));
    assertNotFound(() -> custody.open(node.id()));
    for (ManagedKey gone : List.of(app, node)) {
      KeyRecord record = fixture.records.find(gone.id()).orElseThrow();
      assertThat(record.key()).isEqualTo(gone);
      assertThat(record.ciphertext()).isEmpty();
      assertThat(record.destroyedAt()).isEqualTo(Instant.parse("2026-03-01T10:15:30.123456Z"));
    }
    assertThat(custody.sign(spared.id(), new byte[32], "another network")).isNotNull();
  }

  @Test
  void destroyingTwiceChangesAndAuditsNothingMore() {
    // Given
    fixture.key(Purpose.TRANSACTION, "app-1");
    custody.destroyAll(fixture.network);
    int entries = fixture.journal.entries().size();

    // When
    custody.destroyAll(fixture.network);

    // Then
    assertThat(fixture.journal.entries()).hasSize(entries);
  }

  @Test
  void doesNotMakeADestroyedKeyAgain() {
    // Given
    fixture.key(Purpose.TRANSACTION, "app-1");
    custody.destroyAll(fixture.network);

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> fixture.key(Purpose.TRANSACTION, "app-1"))
        .matches(refusal -> refusal.type() == ProblemType.CONFLICT)
        .withMessage("The key app-1 was destroyed and isn't made again; choose another name.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "App", "a b", "-a", "a/../b", "1a"})
  void refusesANameThatIsNoLabel(String name) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> fixture.key(Purpose.TRANSACTION, name))
        .matches(refusal -> refusal.type() == ProblemType.INVALID)
        .withMessageStartingWith("A key's name must be 1 to 63 of a-z");
  }

  @Test
  void auditsWhatItMakesAndDestroys() {
    // Given
    ManagedKey key = fixture.key(Purpose.TRANSACTION, "app-1");

    // When
    custody.destroyAll(fixture.network);

    // Then
    assertThat(fixture.journal.actions()).containsExactly("key.create", "key.destroy");
    assertThat(fixture.journal.entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.kind()).isEqualTo(Entry.Kind.AUDIT);
              assertThat(entry.tenant()).isEqualTo(fixture.tenant);
              assertThat(entry.at()).isEqualTo(fixture.clock.instant());
              assertThat(entry.fields())
                  .containsEntry("subject", key.id().value())
                  .containsEntry("network", fixture.network.value())
                  .containsEntry("name", "app-1")
                  .containsEntry("purpose", "TRANSACTION")
                  .containsEntry("instance", "instance-1");
            });
    assertThat(fixture.journal.entries().get(0).fields())
        .containsEntry("publicKey", key.publicKey());
  }

  @Test
  void auditsAKeyThatWasMadeWhileItDestroyed() {
    // Given
    fixture.key(Purpose.TRANSACTION, "app-1");
    KeyRecord late = fixture.records.list(fixture.network, Purpose.TRANSACTION).get(0);
    CustodyFixture other = fixture;
    EnvelopeCustody racing =
        other.another(
            other.kek,
            entry -> {
              // Between the listing, which saw nothing of this name, and the destruction.
              ManagedKey key = late.key();
              ManagedKey made =
                  new ManagedKey(
                      KeyId.next(),
                      key.tenant(),
                      key.network(),
                      "late",
                      key.curve(),
                      key.purpose(),
                      key.publicKey(),
                      key.createdAt());
              other.records.insertIfAbsent(new KeyRecord(made, 1, late.ciphertext(), null));
              return other.journal.append(entry);
            });

    // When
    racing.destroyAll(fixture.network);

    // Then
    assertThat(fixture.journal.actions())
        .containsExactly("key.create", "key.destroy", "key.destroy");
  }

  @Test
  void makesAndDestroysNothingWithoutTheJournal() {
    // Given
    ManagedKey key = fixture.key(Purpose.TRANSACTION, "app-1");
    fixture.journal.failing(true);

    // Then
    assertThatThrownBy(() -> fixture.key(Purpose.TRANSACTION, "app-2"))
        .isInstanceOf(JournalUnavailable.class);
    assertThatThrownBy(() -> custody.destroyAll(fixture.network))
        .isInstanceOf(JournalUnavailable.class);
    assertThat(custody.list(fixture.network, Purpose.TRANSACTION)).containsExactly(key);
  }

  @Test
  void keepsOneDataKeyForEachTenant() {
    // Given
    fixture.key(Purpose.TRANSACTION, "app-1");
    byte[] first = fixture.dataKeys.find(fixture.tenant).orElseThrow().wrapped();

    // When
    fixture.key(Purpose.TRANSACTION, "app-2");
    TenantId other = TenantId.next();
    custody.ensure(other, fixture.network, Curve.SECP256K1, Purpose.TRANSACTION, "app-1");

    // Then
    assertThat(fixture.dataKeys.find(fixture.tenant).orElseThrow().wrapped()).isEqualTo(first);
    assertThat(fixture.dataKeys.find(other).orElseThrow().wrapped()).isNotEqualTo(first);
    assertThat(fixture.dataKeys.find(other).orElseThrow().kek()).isEqualTo(fixture.kek.id());
  }

  private static void assertNotFound(ThrowingCallable call) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(call)
        .matches(refusal -> refusal.type() == ProblemType.NOT_FOUND);
  }
}
