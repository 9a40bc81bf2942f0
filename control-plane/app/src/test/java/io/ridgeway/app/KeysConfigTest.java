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

  private static Keys read(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, "test", 300))
        .withMapping(Part.class)
        .build()
        .getConfigMapping(Part.class)
        .keys();
  }
}
