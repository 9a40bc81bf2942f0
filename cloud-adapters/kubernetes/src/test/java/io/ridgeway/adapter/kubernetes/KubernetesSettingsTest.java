package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesSettingsTest {
  private static final CityNodeId ID = new CityNodeId("frankfurt-1");
  private static final Map<String, String> LEAST =
      Map.of(
          "software",
          "[{name: geth, version: '1', image: 'docker.io/x/geth:1'}]",
          "publicHost",
          "k8s.example.com");

  @Test
  void hasDefaultsForAllButSoftwareAndItsExposure() {
    // When
    KubernetesSettings settings = KubernetesSettings.of(ID, LEAST);
    // Then
    assertThat(settings.cluster().exposure())
        .isEqualTo(new ExposureStrategy.NodePort("k8s.example.com"));
    assertThat(settings.cluster().images()).containsOnlyKeys(new Software("geth", "1"));
    assertThat(settings.cluster().allowTags()).isFalse();
    assertThat(settings.callTimeout()).isEqualTo(Duration.ofSeconds(25));
    assertThat(settings.allowExec()).isFalse();
    assertThat(settings.allowInsecure()).isFalse();
    assertThat(settings.system()).isEqualTo("ridgeway-system");
  }

  @Test
  void aLoadBalancerLetsInWhomItIsToldTo() {
    // Given
    Map<String, String> configuration = new HashMap<>(LEAST);
    configuration.put("exposure", "load-balancer");
    configuration.put("gatewaySources", "203.0.113.7/32, 2001:db8::/48");
    // When
    KubernetesSettings settings = KubernetesSettings.of(ID, configuration);
    // Then
    assertThat(settings.cluster().exposure())
        .isEqualTo(
            new ExposureStrategy.LoadBalancer(
                Map.of(), List.of("203.0.113.7/32", "2001:db8::/48")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exposure | node-ports | exposure is",
        "exposure | port-pool | portPool",
        "exposure | tls-gateway | tlsGateway",
        "gatewaySources | 203.0.113.0/24 | no effect with exposure node-port",
        "gatewaySources | anywhere | address ranges",
        "software | '{' | setting software",
        "software | '[{name: x}]' | name, version and image",
        "storageGib | many | whole number",
        "allowTags | yes | true or false",
        "nodeSelector | x | name=value",
        "colour | blue | no settings [colour]",
      })
  void saysWhatIsWrong(String setting, String value, String message) {
    Map<String, String> configuration = new HashMap<>(LEAST);
    configuration.put(setting, value);
    assertThatThrownBy(() -> KubernetesSettings.of(ID, configuration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theSchemaHasTheSettingsAndTheSecretAndNothingElse() throws Exception {
    // Given
    CloudAdapterProvider provider =
        ServiceLoader.load(CloudAdapterProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals("kubernetes"))
            .findFirst()
            .orElseThrow();
    // When
    JsonNode properties =
        new ObjectMapper().readTree(provider.configurationSchema()).path("properties");
    // Then
    Set<String> names = new TreeSet<>(KubernetesSettings.KEYS);
    names.add(Access.KUBECONFIG);
    names.add(Access.TOKEN);
    Set<String> declared = new TreeSet<>();
    properties.fieldNames().forEachRemaining(declared::add);
    assertThat(declared).isEqualTo(names);
    assertThat(properties)
        .allSatisfy(p -> assertThat(p.path("type").asText()).isEqualTo("string"))
        .allSatisfy(p -> assertThat(p.path("description").asText()).isNotBlank());
    assertThat(properties.path(Access.KUBECONFIG).path("writeOnly").asBoolean()).isTrue();
  }
}
