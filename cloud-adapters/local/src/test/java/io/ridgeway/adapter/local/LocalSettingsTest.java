package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.adapter.CloudAdapterProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {
  private static final Map<String, String> LEAST =
      Map.of("home", "/srv/ridgeway", "software", "/srv/software.yaml");

  private static Map<String, String> with(String key, String value) {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put(key, value);
    return settings;
  }

  @Test
  void theProviderIsFoundAndItsSchemasDefaultsAreTheSettings() throws IOException {
    // Given
    CloudAdapterProvider provider =
        ServiceLoader.load(CloudAdapterProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals("local"))
            .findFirst()
            .orElseThrow();
    JsonNode schema = new ObjectMapper().readTree(provider.configurationSchema());
    // When
    Map<String, String> defaults = new HashMap<>(LEAST);
    schema
        .get("properties")
        .fields()
        .forEachRemaining(
            p -> {
              assertThat(p.getValue().hasNonNull("description")).as(p.getKey()).isTrue();
              if (p.getValue().has("default")) {
                defaults.put(p.getKey(), p.getValue().get("default").asText());
              }
            });
    // Then
    assertThat(LocalSettings.of(defaults)).isEqualTo(LocalSettings.of(LEAST));
    assertThat(schema.get("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(LocalSettings.KEYS);
  }

  @Test
  void unitsAreTurnedIntoBytes() {
    assertThat(LocalSettings.of(with("maxLogMib", "2")).maxLogBytes()).isEqualTo(2 << 20);
    assertThat(LocalSettings.of(LEAST).minFreeDiskBytes()).isEqualTo(512L << 20);
    assertThat(LocalSettings.of(LEAST).home()).isEqualTo(Path.of("/srv/ridgeway"));
  }

  @Test
  void refusesWhatItDoesNotKnowOrCannotRead() {
    assertThatThrownBy(() -> LocalSettings.of(with("colour", "red")))
        .hasMessageContaining("colour")
        .hasMessageContaining("addresses");
    assertThatThrownBy(() -> LocalSettings.of(with("home", "relative")))
        .hasMessageContaining("home")
        .hasMessageContaining("absolute");
    assertThatThrownBy(() -> LocalSettings.of(with("cpuMillis", "many")))
        .hasMessageContaining("cpuMillis");
    assertThatThrownBy(() -> LocalSettings.of(Map.of("home", "/srv")))
        .hasMessageContaining("software");
  }
}
