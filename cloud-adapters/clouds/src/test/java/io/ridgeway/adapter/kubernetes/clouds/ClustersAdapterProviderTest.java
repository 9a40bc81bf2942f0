package io.ridgeway.adapter.kubernetes.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ClustersAdapterProviderTest {
  private static final Map<String, String> EKS =
      Map.of(
          "server", "https://ledgers.example",
          "caCertificate", "Q0E=",
          "clusterName", "ledgers",
          "region", "us-west-1",
          "storageClass", "gp2",
          "software", "[]");

  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final Map<String, String> secrets = new HashMap<>();
  private final Recorder kubernetes = new Recorder();

  @Test
  void theEightProvidersAreFound() {
    assertThat(
            StreamSupport.stream(
                    ServiceLoader.load(CloudAdapterProvider.class).spliterator(), false)
                .map(CloudAdapterProvider::name))
        .contains(
            "aws",
            "azure",
            "google",
            "baidu",
            "kingsoft",
            "china-mobile",
            "china-unicom",
            "china-telecom");
  }

  @Test
  void theOperatorsSettingsWinOverTheUsualOnes() {
    // When
    open("aws", EKS);
    // Then
    assertThat(kubernetes.opened.configuration())
        .containsEntry("storageClass", "gp2")
        .containsEntry("software", "[]")
        .hasEntrySatisfying(
            "loadBalancerAnnotations", v -> assertThat(v).contains("internet-facing"))
        .doesNotContainKeys("clusterName", "region", "server", "caCertificate");
  }

  @Test
  void theTokenIsMadeAnewBeforeItEndsAndTheClusterStaysTheSame() {
    // Given
    secrets.putAll(Map.of("accessKeyId", "AKID", "secretAccessKey", "hush"));
    open("aws", EKS);
    AdapterContext given = kubernetes.opened;
    Optional<String> kubeconfig = given.credentials().get("kubeconfig");
    Optional<String> first = given.credentials().get("token");
    // When
    clock.advance(Duration.ofMinutes(11));
    Optional<String> same = given.credentials().get("token");
    clock.advance(Duration.ofMinutes(2));
    secrets.put("secretAccessKey", "rotated");
    Optional<String> fresh = given.credentials().get("token");
    // Then
    assertThat(first).hasValueSatisfying(t -> assertThat(t).startsWith("k8s-aws-v1."));
    assertThat(same).isEqualTo(first);
    assertThat(fresh).isPresent().isNotEqualTo(first);
    assertThat(given.credentials().get("kubeconfig"))
        .isEqualTo(kubeconfig)
        .hasValueSatisfying(
            k -> assertThat(k).contains("https://ledgers.example", "Q0E=").doesNotContain("AKID"));
  }

  @Test
  void aKubeconfigOfAProviderGoesThroughAsItIs() {
    // Given
    secrets.put("kubeconfig", "kind: Config");
    // When
    open("baidu", Map.of("software", "[]"));
    // Then
    assertThat(kubernetes.opened.credentials().get("kubeconfig")).contains("kind: Config");
    assertThat(kubernetes.opened.configuration()).containsEntry("storageClass", "hp1");
  }

  @Test
  void aMissingSettingIsNamed() {
    Map<String, String> settings = new TreeMap<>(EKS);
    settings.remove("region");
    assertThatThrownBy(() -> open("aws", settings))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining("region");
  }

  @Test
  void theFormAsksForWhatTheProviderNeedsAndNoMore() throws Exception {
    // When
    JsonNode schema = new ObjectMapper().readTree(new AwsClusters().configurationSchema());
    // Then
    assertThat(schema.path("title").asText()).isEqualTo("Amazon Web Services");
    JsonNode properties = schema.path("properties");
    assertThat(properties.path("secretAccessKey").path("writeOnly").asBoolean()).isTrue();
    assertThat(properties.path("storageClass").path("default").asText()).isEqualTo("gp3");
    assertThat(properties.has("kubeconfig")).isFalse();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(r -> required.add(r.asText()));
    assertThat(required)
        .contains("server", "caCertificate", "clusterName", "region", "software")
        .doesNotContain("secretAccessKey", "authorityHost");
  }

  @Test
  void everyProvidersUsualSettingsAreSettingsOfTheKubernetesAdapter() {
    for (CloudAdapterProvider provider : ServiceLoader.load(CloudAdapterProvider.class)) {
      assertThat(provider.configurationSchema()).as(provider.name()).contains("\"properties\"");
      assertThat(provider.description()).isNotBlank();
    }
  }

  private void open(String cloud, Map<String, String> settings) {
    ClustersAdapterProvider adapters =
        new ClustersAdapterProvider(Cloud.named(cloud), kubernetes, clock) {};
    adapters.open(
        new AdapterContext(
            new CityNodeId("california-1"),
            settings,
            p -> Optional.ofNullable(secrets.get(p)),
            network -> {}));
  }

  /** Notes with what it was opened. */
  private static final class Recorder implements CloudAdapterProvider {
    private AdapterContext opened = AdapterContext.of(new CityNodeId("none"), Map.of());

    @Override
    public String name() {
      return "recorder";
    }

    @Override
    public String description() {
      return "For this test";
    }

    @Override
    public String configurationSchema() {
      return "{}";
    }

    @Override
    public CloudAdapter open(AdapterContext context) {
      opened = context;
      return (CloudAdapter)
          java.lang.reflect.Proxy.newProxyInstance(
              CloudAdapter.class.getClassLoader(),
              new Class<?>[] {CloudAdapter.class},
              (proxy, method, arguments) -> null);
    }
  }
}
