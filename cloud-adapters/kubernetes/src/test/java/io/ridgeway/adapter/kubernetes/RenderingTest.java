package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.place.CityNodeId;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which settings show in a workload's digest, so that a change of them reaches what runs. */
class RenderingTest {
  private static final CityNodeId CITY = new CityNodeId("frankfurt-1");
  private static final String ANOTHER = ", {name: another, version: '2', image: 'example/a:2'}]";
  private static final String SOFTWARE =
      "[{name: sample, version: '1.0', image: '" + SampleImage.REFERENCE + "'}";

  private final NetworkId network = NetworkId.next();
  private final Map<String, String> configuration =
      new HashMap<>(
          Map.of("software", SOFTWARE + "]", "allowTags", "true", "publicHost", "127.0.0.1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "software | [{name: sample, version: '1.0', image: 'example/other:1'}]",
        "registryMirror | mirror.example",
        "storageClass | fast",
        "cpuBurst | 2",
        "nodeSelector | pool=ledgers",
        "tolerations | [{key: ledgers, operator: Exists}]",
        "closedRanges | 10.0.0.0/8",
        "gatewayNamespace | name=ridgeway",
        "publicHost | 198.51.100.7",
        "exposure | load-balancer"
      })
  void aSettingThatShowsInWhatIsWrittenMakesAnotherDigest(String setting, String value) {
    // Given
    String before = digest();
    // When
    configuration.put(setting, value);
    // Then
    assertThat(digest()).isNotEqualTo(before).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource({"requestsPerSecond,7", "callSeconds,30", "storageGib,5000"})
  void aSettingOfTheAdapterAloneMakesNone(String setting, String value) {
    // Given
    String before = digest();
    // When
    configuration.put(setting, value);
    // Then
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void anotherSoftwaresImageMakesNone() {
    // Given
    String before = digest();
    // When
    configuration.put("software", SOFTWARE + ANOTHER);
    // Then
    assertThat(digest()).isEqualTo(before);
  }

  private String digest() {
    return Cluster.of(KubernetesSettings.of(CITY, configuration), Clock.systemUTC())
        .rendering()
        .digest(network, Stage.node(Stage.A));
  }
}
