package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that was swapped or altered in the database doesn't open. */
class TamperingTest {
  @TempDir Path directory;
  private CustodyFixture fixture;
  private KeyRecord victim;

  @BeforeEach
  void custody() {
    fixture = new CustodyFixture(directory);
    victim = fixture.records.find(fixture.key(Purpose.NODE, "validator-1").id()).orElseThrow();
  }

  @Test
  void anotherKeysCiphertextOfTheSameTenantFails() {
    KeyRecord other =
        fixture.records.find(fixture.key(Purpose.NODE, "validator-2").id()).orElseThrow();
    assertDoesNotOpen(victim.key(), victim.version(), other.ciphertext());
  }

  @Test
  void anyFlippedBitOfTheCiphertextFails() {
    for (int bit = 0; bit < victim.ciphertext().length * 8; bit++) {
      byte[] flipped = victim.ciphertext().clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertDoesNotOpen(victim.key(), victim.version(), flipped);
    }
  }

  @Test
  void anotherVersionFails() {
    assertDoesNotOpen(victim.key(), victim.version() + 1, victim.ciphertext());
  }

  @Test
  void anotherPurposeFails() {
    assertDoesNotOpen(with(victim.key().network(), "validator-1", Purpose.TRANSACTION, null));
  }

  @Test
  void anotherNetworkFails() {
    assertDoesNotOpen(with(NetworkId.next(), "validator-1", Purpose.NODE, null));
  }

  @Test
  void anotherNameFails() {
    assertDoesNotOpen(with(victim.key().network(), "validator-2", Purpose.NODE, null));
  }

  @Test
  void anotherPublicHalfFails() {
    assertDoesNotOpen(with(victim.key().network(), "validator-1", Purpose.NODE, "ab"));
  }

  @Test
  void anotherIdFails() {
    ManagedKey key = victim.key();
    assertDoesNotOpen(
        new ManagedKey(
            KeyId.next(),
            key.tenant(),
            key.network(),
            key.name(),
            key.curve(),
            key.purpose(),
            key.publicKey(),
            key.createdAt()),
        1,
        victim.ciphertext());
  }

  @Test
  void anotherTenantFails() {
    // Given: a tenant that has a data key of its own
    TenantId other = TenantId.next();
    fixture.custody.ensure(other, fixture.network, Curve.SECP256K1, Purpose.NODE, "validator-1");
    ManagedKey key = victim.key();

    // Then
    ManagedKey moved =
        new ManagedKey(
            key.id(),
            other,
            key.network(),
            key.name(),
            key.curve(),
            key.purpose(),
            key.publicKey(),
            key.createdAt());
    assertDoesNotOpen(moved, 1, victim.ciphertext());
  }

  @Test
  void anotherTenantsDataKeyFails() {
    // Given
    TenantId other = TenantId.next();
    fixture.custody.ensure(other, fixture.network, Curve.SECP256K1, Purpose.NODE, "validator-1");
    WrappedDataKey theirs = fixture.dataKeys.find(other).orElseThrow();

    // When
    fixture.dataKeys.tamper(
        new WrappedDataKey(fixture.tenant, theirs.kek(), theirs.wrapped(), theirs.createdAt()));

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> fixture.another().open(victim.key().id()))
        .withMessageContaining("was altered, belongs elsewhere");
  }

  @Test
  void aMissingDataKeyIsNamed() {
    // Given
    TenantId stranger = TenantId.next();
    ManagedKey key = victim.key();
    fixture.records.tamper(
        new KeyRecord(
            new ManagedKey(
                key.id(),
                stranger,
                key.network(),
                key.name(),
                key.curve(),
                key.purpose(),
                key.publicKey(),
                key.createdAt()),
            1,
            victim.ciphertext(),
            null));

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> fixture.another().open(key.id()))
        .withMessage("The data key of tenant " + stranger + " is missing.");
  }

  @Test
  void anotherKeyEncryptionKeyIsNamed() {
    // Given
    Path file = directory.resolve("another-kek");
    FileKek.create(file, new SecureRandom());
    FileKek wrong = FileKek.open(file);

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> fixture.another(wrong, fixture.journal).open(victim.key().id()))
        .withMessage(
            "The data key of tenant %s doesn't open. It was wrapped by the key-encryption key %s;"
                + " this instance knows %s. Make %s known to it again, as ridgeway.keys.kek or"
                + " among ridgeway.keys.also.",
            fixture.tenant, fixture.kek.id(), wrong.id(), fixture.kek.id());
  }

  @Test
  void theRecordAsItWasOpens() {
    // Given
    fixture.records.tamper(victim);

    // Then
    assertThat(fixture.another().open(victim.key().id())).hasSize(32);
  }

  private ManagedKey with(NetworkId network, String name, Purpose purpose, @Nullable String octet) {
    ManagedKey key = victim.key();
    return new ManagedKey(
        key.id(),
        key.tenant(),
        network,
        name,
        key.curve(),
        purpose,
        octet == null ? key.publicKey() : octet.repeat(64),
        key.createdAt());
  }

  private void assertDoesNotOpen(ManagedKey key) {
    assertDoesNotOpen(key, victim.version(), victim.ciphertext());
  }

  private void assertDoesNotOpen(ManagedKey key, int version, byte[] ciphertext) {
    fixture.records.tamper(new KeyRecord(key, version, ciphertext, null));
    EnvelopeCustody fresh = fixture.another();
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(
            () -> {
              if (key.purpose().handedOver()) {
                fresh.open(key.id());
              } else {
                fresh.sign(key.id(), new byte[32], "test");
              }
            })
        .withMessage(
            "Key " + key.id() + " doesn't open: its record was altered or belongs elsewhere.");
  }
}
