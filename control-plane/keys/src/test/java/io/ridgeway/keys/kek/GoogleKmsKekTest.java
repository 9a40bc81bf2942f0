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
import org.junit.jupiter.params.provider.ValueSource;

/** Against a stand-in that speaks the API as Google publishes it. */
class GoogleKmsKekTest extends CloudKekContract<StandInGoogleKms> {
  private static final String RING = "projects/rw-keys/locations/europe-west3/keyRings/custody";
  private static final String KEY = RING + "/cryptoKeys/kek";
  private static final String SECOND = RING + "/cryptoKeys/kek-2";

  @Override
  StandInGoogleKms stand() throws Exception {
    StandInGoogleKms made = new StandInGoogleKms();
    made.rotate(KEY);
    made.rotate(SECOND);
    return made;
  }

  @Override
  KeyEncryptionKey open(boolean first, Duration timeout) {
    return open(first ? KEY : SECOND, StandInGoogleKms.TOKEN, timeout);
  }

  private GoogleKmsKek open(String key, String token, Duration timeout) {
    return GoogleKmsKek.open(
        new GoogleKmsSettings(key, cloud().door(timeout), Optional.empty()), () -> token, clock);
  }

  @Test
  void eachVersionIsAKeyOfItsOwnAndOldOnesStillOpen() {
    // Given
    Wrapped old = kek().wrap(new byte[32], BOUND_TO);
    assertThat(kek().id())
        .isEqualTo(old.kek())
        .isEqualTo("google-kms:rw-keys/europe-west3/custody/kek:v1");

    // When
    cloud().rotate(KEY);

    // Then: at once where it is asked for anew, within a minute elsewhere
    assertThat(kek().id()).isEqualTo(old.kek());
    assertThat(kek().idNow()).isEqualTo("google-kms:rw-keys/europe-west3/custody/kek:v2");
    cloud().rotate(KEY);
    clock.advance(Duration.ofMinutes(1));
    assertThat(kek().id()).isEqualTo("google-kms:rw-keys/europe-west3/custody/kek:v3");
    assertThat(kek().wrap(new byte[32], BOUND_TO).kek()).isEqualTo(kek().id());
    assertThat(kek().opens(old.kek())).isTrue();
    assertThat(kek().unwrap(old, BOUND_TO)).isEqualTo(new byte[32]);
  }

  @Test
  void aWrappedKeyThatWasBrokenOnItsWayIsNotTaken() {
    cloud().garbles = true;
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek().wrap(new byte[32], BOUND_TO))
        .withMessageContaining("doesn't answer as the key service of " + KEY + " does");
  }

  @Test
  void aTokenThatIsntTakenIsNotShown() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open(KEY, "ya29.stolen", PATIENCE))
        .withMessageContaining("401, UNAUTHENTICATED")
        .withMessageContaining("roles/cloudkms.cryptoKeyEncrypterDecrypter")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("ya29"));
  }

  @Test
  void aKeyThatIsNotThereIsNamed() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open(RING + "/cryptoKeys/lost", StandInGoogleKms.TOKEN, PATIENCE))
        .withMessageContaining("/cryptoKeys/lost can't be used (404, NOT_FOUND)");
  }

  @Test
  void aNameThatIsTooLongNeedsAShorterOne() {
    String key = KEY.replace("custody", "c".repeat(63)).replace("/kek", "/" + "k".repeat(63));
    assertThatThrownBy(() -> new GoogleKmsSettings(key, cloud().door(PATIENCE), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give it a google-kms.name");
    assertThat(new GoogleKmsSettings(key, cloud().door(PATIENCE), Optional.of("kek-2026")).called())
        .isEqualTo("google-kms:kek-2026");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kek",
        KEY + "/cryptoKeyVersions/1",
        "projects/rw-keys/locations/europe-west3/keyRings/custody/cryptoKeys/../x",
        "projects/rw-keys/locations/europe-west3/keyRings/custody/cryptoKeys/k?x=1"
      })
  void onlyWholeKeysAreTaken(String key) {
    assertThatThrownBy(() -> new GoogleKmsSettings(key, cloud().door(PATIENCE), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a version");
  }
}
