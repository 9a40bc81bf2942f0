package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Against a stand-in that checks signatures as AWS publishes them. */
class AwsKmsKekTest extends CloudKekContract<StandInAwsKms> {
  private static final String KEY =
      "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String SECOND =
      "arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

  @Override
  StandInAwsKms stand() throws Exception {
    StandInAwsKms made = new StandInAwsKms();
    made.make(KEY);
    made.make(SECOND);
    return made;
  }

  @Override
  KeyEncryptionKey open(boolean first, Duration timeout) {
    return open(first ? KEY : SECOND, StandInAwsKms.SECRET, timeout);
  }

  private AwsKmsKek open(String key, String secret, Duration timeout) {
    return AwsKmsKek.open(
        new AwsKmsSettings(key, cloud().door(timeout), Optional.empty()),
        () -> AwsSessionCredentialsIdentity.create(StandInAwsKms.ID, secret, StandInAwsKms.SESSION),
        clock);
  }

  @Test
  void isKnownByAccountRegionAndKey() {
    assertThat(kek().id())
        .isEqualTo("aws-kms:111122223333/eu-central-1/1234abcd-12ab-34cd-56ef-1234567890ab");
    assertThat(new AwsKmsSettings(KEY, cloud().door(PATIENCE), Optional.of("aws-2026")).id())
        .isEqualTo("aws-kms:aws-2026");
  }

  @Test
  void aKeyThatIsNotThereIsNamed() {
    String lost = KEY.replace("1234abcd-", "00000000-");
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open(lost, StandInAwsKms.SECRET, PATIENCE))
        .withMessageContaining("The key " + lost + " can't be used (400, NotFoundException)");
  }

  @Test
  void bytesOfAnotherAccountAreRefusedAsWhatWeMayNotDoIs() {
    // Given
    Wrapped wrapped = kek().wrap(new byte[32], BOUND_TO);

    // When
    cloud().strange = true;

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek().unwrap(wrapped, BOUND_TO))
        .withMessageContaining("doesn't let this process unwrap a data key")
        .withMessageContaining("(400, AccessDeniedException)")
        .withMessageContaining("of a data key that another account's key wrapped");
  }

  @Test
  void aWrongSecretIsNotTakenAndNotShown() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open(KEY, "wrong-secret", PATIENCE))
        .withMessageContaining("doesn't let this process wrap a data key")
        .withMessageContaining("InvalidSignatureException")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrong-secret"));
  }

  @Test
  void eachRegionHasItsOwnAddress() {
    assertThat(AwsKmsSettings.endpoint(KEY))
        .isEqualTo(URI.create("https://kms.eu-central-1.amazonaws.com"));
    assertThat(
            AwsKmsSettings.endpoint(
                KEY.replace(":aws:", ":aws-cn:").replace("eu-central-1", "cn-north-1")))
        .isEqualTo(URI.create("https://kms.cn-north-1.amazonaws.com.cn"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alias/kek",
        "arn:aws:kms:eu-central-1:111122223333:alias/kek",
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab/x",
        "arn:aws:s3:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      })
  void onlyWholeKeysAreTaken(String key) {
    assertThatThrownBy(() -> new AwsKmsSettings(key, cloud().door(PATIENCE), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by its whole ARN");
  }
}
