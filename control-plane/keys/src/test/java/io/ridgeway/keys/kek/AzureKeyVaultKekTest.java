package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a stand-in that speaks the API as Microsoft publishes it. */
class AzureKeyVaultKekTest extends CloudKekContract<StandInKeyVault> {
  @Override
  StandInKeyVault stand() throws Exception {
    StandInKeyVault made = new StandInKeyVault();
    made.rotate("kek", "RSA");
    made.rotate("kek-2", "RSA");
    made.rotate("kek-signs", "EC");
    return made;
  }

  @Override
  KeyEncryptionKey open(boolean first, Duration timeout) {
    return open(first ? "kek" : "kek-2", "kek-signs", StandInKeyVault.TOKEN, timeout);
  }

  private AzureKeyVaultKek open(String key, String signs, String token, Duration timeout) {
    return AzureKeyVaultKek.open(
        new AzureKeyVaultSettings(cloud().door(timeout), key, signs, Optional.empty()),
        () -> token,
        clock);
  }

  @Test
  void eachVersionIsAKeyOfItsOwnAndOldOnesStillOpen() throws Exception {
    // Given
    Wrapped old = kek().wrap(new byte[32], BOUND_TO);
    assertThat(kek().id())
        .isEqualTo(old.kek())
        .matches("azure-key-vault:127.0.0.1/kek:[0-9a-f]{32}");

    // When: both keys are rotated
    cloud().rotate("kek", "RSA");
    cloud().rotate("kek-signs", "EC");

    // Then: at once where it is asked for anew, within a minute elsewhere
    assertThat(kek().id()).isEqualTo(old.kek());
    String second = kek().idNow();
    assertThat(second).isNotEqualTo(old.kek()).isEqualTo(kek().id());
    cloud().rotate("kek", "RSA");
    clock.advance(Duration.ofMinutes(1));
    assertThat(kek().id()).isNotIn(second, old.kek());
    assertThat(kek().unwrap(old, BOUND_TO)).isEqualTo(new byte[32]);
    assertThat(kek().unwrap(kek().wrap(new byte[32], BOUND_TO), BOUND_TO)).isEqualTo(new byte[32]);
    // What is said beside the bytes must be so.
    assertRefused(new Wrapped(second, old.bytes()));
  }

  /** RSA's public half is no secret: who can write into our database must still be refused. */
  @Test
  void aDataKeyOfSomebodyElsesMakingIsRefused() throws Exception {
    // Given
    byte[] bytes = kek().wrap(new byte[32], BOUND_TO).bytes().clone();
    byte[] theirs = cloud().wrappedByAnybody("kek", new byte[32]);

    // When
    System.arraycopy(theirs, 0, bytes, 19, theirs.length);

    // Then
    assertRefused(new Wrapped(kek().id(), bytes));
  }

  @Test
  void versionsThatNeverWereAreRefusedAsAltered() {
    // Given
    Wrapped wrapped = kek().wrap(new byte[32], BOUND_TO);
    byte[] bytes = wrapped.bytes().clone();
    bytes[5] ^= 1;

    // Then
    assertRefused(new Wrapped(wrapped.kek(), bytes));
    assertRefused(new Wrapped("azure-key-vault:127.0.0.1/kek:" + "0".repeat(32), wrapped.bytes()));
  }

  @Test
  void keysThatAreNotThereOrOfAnotherKindAreNamed() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("lost", "kek-signs", StandInKeyVault.TOKEN, PATIENCE))
        .withMessageContaining("The key lost (which wraps)")
        .withMessageContaining("(404, KeyNotFound)");
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("kek", "kek-2", StandInKeyVault.TOKEN, PATIENCE))
        .withMessageContaining("The key kek-2 at " + cloud().address() + " is of type RSA");
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("kek-signs", "kek", StandInKeyVault.TOKEN, PATIENCE))
        .withMessageContaining("The key that wraps must be of RSA");
  }

  @Test
  void aTokenThatIsntTakenIsNotShown() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("kek", "kek-signs", "eyJ.stolen", PATIENCE))
        .withMessageContaining("401, Unauthorized")
        .withMessageContaining("Key Vault Crypto User")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("eyJ"));
  }

  @ParameterizedTest
  @CsvSource({"'', kek-signs", "kek/1, kek-signs", "kek, kek", "kek, ../secrets"})
  void onlyNamesOfTwoKeysAreTaken(String key, String signs) {
    assertThatThrownBy(
            () -> new AzureKeyVaultSettings(cloud().door(PATIENCE), key, signs, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Azure Key Vault");
  }

  private void assertRefused(Wrapped wrapped) {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek().unwrap(wrapped, BOUND_TO))
        .withMessageContaining("altered, belongs elsewhere");
  }
}
