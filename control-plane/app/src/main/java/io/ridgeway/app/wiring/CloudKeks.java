package io.ridgeway.app.wiring;

import io.ridgeway.app.CloudKeysConfig.AlibabaKms;
import io.ridgeway.app.CloudKeysConfig.AwsKms;
import io.ridgeway.app.CloudKeysConfig.AzureKeyVault;
import io.ridgeway.app.CloudKeysConfig.Door;
import io.ridgeway.app.CloudKeysConfig.GoogleKms;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.kek.AlibabaKmsKek;
import io.ridgeway.keys.kek.AlibabaKmsSettings;
import io.ridgeway.keys.kek.AwsKmsKek;
import io.ridgeway.keys.kek.AwsKmsSettings;
import io.ridgeway.keys.kek.AzureKeyVaultKek;
import io.ridgeway.keys.kek.AzureKeyVaultSettings;
import io.ridgeway.keys.kek.CloudDoor;
import io.ridgeway.keys.kek.GoogleKmsKek;
import io.ridgeway.keys.kek.GoogleKmsSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Opens the key-encryption keys of clouds. */
final class CloudKeks {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private CloudKeks() {}

  static KeyEncryptionKey aws(AwsKms kms, Clock clock) {
    URI endpoint = kms.endpoint().orElseGet(() -> AwsKmsSettings.endpoint(kms.key()));
    return AwsKmsKek.open(new AwsKmsSettings(kms.key(), door(endpoint, kms), kms.name()), clock);
  }

  static KeyEncryptionKey google(GoogleKms kms, Clock clock) {
    URI endpoint = kms.endpoint().orElse(GoogleKmsSettings.ENDPOINT);
    return GoogleKmsKek.open(
        new GoogleKmsSettings(kms.key(), door(endpoint, kms), kms.name()), clock);
  }

  static KeyEncryptionKey azure(AzureKeyVault vault, Clock clock) {
    return AzureKeyVaultKek.open(
        new AzureKeyVaultSettings(
            door(vault.address(), vault), vault.key(), vault.signingKey(), vault.name()),
        clock);
  }

  static KeyEncryptionKey alibaba(AlibabaKms kms, Clock clock) {
    URI endpoint = kms.endpoint().orElseGet(() -> AlibabaKmsSettings.endpoint(kms.region()));
    return AlibabaKmsKek.open(
        new AlibabaKmsSettings(kms.region(), kms.key(), door(endpoint, kms), kms.name()), clock);
  }

  private static CloudDoor door(URI endpoint, Door door) {
    return new CloudDoor(endpoint, door.caFile(), door.timeout().orElse(TIMEOUT));
  }
}
