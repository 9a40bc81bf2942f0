package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import io.ridgeway.keys.kek.AlibabaRequest.Credentials;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a stand-in that checks signatures as Alibaba Cloud publishes them. */
class AlibabaKmsKekTest extends CloudKekContract<StandInAlibabaKms> {
  private static final String KEY = "key-hzz62f1cb66fa42qo1x2y";
  private static final String SECOND = "key-hzz62f1cb66fa42qo3z4a";

  @Override
  StandInAlibabaKms stand() throws Exception {
    StandInAlibabaKms made = new StandInAlibabaKms();
    made.rotate(KEY);
    made.rotate(SECOND);
    return made;
  }

  @Override
  KeyEncryptionKey open(boolean first, Duration timeout) {
    return open(first ? KEY : SECOND, StandInAlibabaKms.SECRET, timeout);
  }

  private AlibabaKmsKek open(String key, String secret, Duration timeout) {
    return AlibabaKmsKek.open(
        new AlibabaKmsSettings("cn-hangzhou", key, cloud().door(timeout), Optional.empty()),
        () -> new Credentials(StandInAlibabaKms.ID, secret, Optional.of("lent")),
        clock);
  }

  @Test
  void eachVersionIsAKeyOfItsOwnAndOldOnesStillOpen() {
    // Given
    Wrapped old = kek().wrap(new byte[32], BOUND_TO);
    String name = "alibaba-kms:cn-hangzhou/" + KEY;
    assertThat(kek().id()).isEqualTo(old.kek()).isEqualTo(name + "[" + KEY + "-v1]");

    // When
    cloud().rotate(KEY);

    // Then: at once where it is asked for anew, within a minute elsewhere
    assertThat(kek().id()).isEqualTo(old.kek());
    assertThat(kek().idNow()).isEqualTo(name + "[" + KEY + "-v2]");
    cloud().rotate(KEY);
    clock.advance(Duration.ofMinutes(1));
    assertThat(kek().id()).isEqualTo(name + "[" + KEY + "-v3]");
    assertThat(kek().opens(old.kek())).isTrue();
    assertThat(kek().unwrap(old, BOUND_TO)).isEqualTo(new byte[32]);
    // What is said beside the bytes must be so.
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(
            () -> kek().unwrap(new Wrapped(name + "[" + KEY + "-v2]", old.bytes()), BOUND_TO))
        .withMessageContaining("altered, belongs elsewhere");
  }

  @Test
  void aWrongSecretIsNotTakenAndNotShown() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open(KEY, "wrong-secret", PATIENCE))
        .withMessageContaining("SignatureDoesNotMatch")
        .withMessageContaining("kms:GenerateDataKey and kms:Decrypt")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrong-secret"));
    assertThat(new Credentials("LTAI", "hush", Optional.of("hush too")).toString())
        .isEqualTo("Credentials[LTAI]");
  }

  @Test
  void aKeyThatIsNotThereIsNamed() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("key-hzz00000000000000000", StandInAlibabaKms.SECRET, PATIENCE))
        .withMessageContaining("can't be used (404, Forbidden.KeyNotFound)");
  }

  /** The two examples that Alibaba Cloud publishes with their signatures. */
  @ParameterizedTest
  @CsvSource({
    "2023-10-26T10:22:32Z, 3156853299f313e23d1673dc12e1703d, "
        + "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    "2023-10-26T09:01:01Z, d410180a5abf7fe235dd9b74aca91fc0, "
        + "e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804"
  })
  void signsAsItsDocumentationShows(Instant at, String nonce, String signature) {
    AlibabaRequest request =
        new AlibabaRequest(
            URI.create("https://ecs.cn-shanghai.aliyuncs.com"),
            "RunInstances",
            "2014-05-26",
            Map.of(
                "ImageId",
                "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
                "RegionId",
                "cn-shanghai"),
            at,
            nonce);
    assertThat(
            request
                .signed(new Credentials("YourAccessKeyId", "YourAccessKeySecret", Optional.empty()))
                .headers()
                .firstValue("Authorization"))
        .contains(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
                + "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;"
                + "x-acs-signature-nonce;x-acs-version,Signature="
                + signature);
  }

  @ParameterizedTest
  @CsvSource({
    "cn-hangzhou, alias/kek",
    "cn-hangzhou, acs:kms:cn-hangzhou:1:key/key-hzz62f1cb66fa42qo1x2y",
    "'', key-hzz62f1cb66fa42qo1x2y",
    "evil.example/, key-hzz62f1cb66fa42qo1x2y"
  })
  void onlyARegionAndAKeysIdAreTaken(String region, String key) {
    assertThatThrownBy(
            () -> new AlibabaKmsSettings(region, key, cloud().door(PATIENCE), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
