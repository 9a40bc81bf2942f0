package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.RidgewayConfig.KekProvider;
import io.ridgeway.app.RidgewayConfig.Keys;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysConfigTest {
  /** The part of it that says where keys are. */
  @ConfigMapping(prefix = "ridgeway")
  interface Part {
    Keys keys();
  }

  @Test
  void aKeyFileAloneIsEnough() {
    Keys keys = read(Map.of("ridgeway.keys.kek-file", "/etc/kek"));
    assertThat(keys.kek()).isEqualTo(KekProvider.FILE);
    assertThat(keys.kekFile()).contains(Path.of("/etc/kek"));
    assertThat(keys.transit()).isEmpty();
    assertThat(keys.pkcs11()).isEmpty();
    assertThat(keys.awsKms()).isEmpty();
    assertThat(keys.googleKms()).isEmpty();
    assertThat(keys.azureKeyVault()).isEmpty();
    assertThat(keys.alibabaKms()).isEmpty();
    assertThat(keys.also()).isEmpty();
  }

  @Test
  void othersAreNamedBesideTheOneThatWraps() {
    Keys keys =
        read(
            Map.of(
                "ridgeway.keys.kek", "transit",
                "ridgeway.keys.transit.address", "https://bao.example:8200",
                "ridgeway.keys.transit.key", "ridgeway",
                "ridgeway.keys.also.old.kek-file", "/etc/old"));
    assertThat(keys.kek()).isEqualTo(KekProvider.TRANSIT);
    assertThat(keys.transit().orElseThrow().key()).isEqualTo("ridgeway");
    assertThat(keys.also()).containsOnlyKeys("old");
    assertThat(keys.also().get("old").kekFile()).contains(Path.of("/etc/old"));
    assertThat(keys.also().get("old").transit()).isEmpty();
  }

  @Test
  void cloudsKeysAreNamedAsTheirProvidersNameThem() {
    // When
    Keys keys =
        read(
            Map.of(
                "ridgeway.keys.kek", "azure-key-vault",
                "ridgeway.keys.azure-key-vault.address", "https://rw.vault.azure.net",
                "ridgeway.keys.azure-key-vault.key", "kek",
                "ridgeway.keys.azure-key-vault.signing-key", "kek-signs",
                "ridgeway.keys.also.aws.kek", "aws-kms",
                "ridgeway.keys.also.aws.aws-kms.key", "arn:aws:kms:…",
                "ridgeway.keys.also.google.kek", "google-kms",
                "ridgeway.keys.also.google.google-kms.key", "projects/…",
                "ridgeway.keys.also.ali.alibaba-kms.region", "cn-hangzhou",
                "ridgeway.keys.also.ali.alibaba-kms.key", "key-hzz"));

    // Then
    assertThat(keys.kek()).isEqualTo(KekProvider.AZURE_KEY_VAULT);
    assertThat(keys.azureKeyVault().orElseThrow().signingKey()).isEqualTo("kek-signs");
    assertThat(keys.awsKms()).isEmpty();
    assertThat(keys.also().get("aws").kek()).isEqualTo(KekProvider.AWS_KMS);
    assertThat(keys.also().get("aws").awsKms().orElseThrow().key()).isEqualTo("arn:aws:kms:…");
    assertThat(keys.also().get("google").googleKms().orElseThrow().endpoint()).isEmpty();
    assertThat(keys.also().get("google").azureKeyVault()).isEmpty();
    assertThat(keys.also().get("ali").alibabaKms().orElseThrow().timeout()).isEmpty();
  }

  private static Keys read(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, "test", 300))
        .withMapping(Part.class)
        .build()
        .getConfigMapping(Part.class)
        .keys();
  }
}
