package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Toleration;
import io.ridgeway.adapter.kubernetes.manifest.ClusterSettings;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy;
import io.ridgeway.adapter.kubernetes.manifest.Image;
import io.ridgeway.adapter.kubernetes.manifest.Scheduling;
import io.ridgeway.adapter.kubernetes.manifest.TenantImages;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a city node that is a cluster; {@code configuration.schema.json} says what
 * each setting means.
 *
 * @param cluster what manifests depend on
 * @param storageGib how much may be promised in all
 * @param system the namespace of Ridgeway's own in the cluster, where fences stay
 * @param volumeFiles whether files of volumes are handed over, by a shell in nodes' containers
 * @param requestTimeout of one request
 * @param callTimeout of one call of the adapter, with all requests and waiting
 */
record KubernetesSettings(
    ClusterSettings cluster,
    long storageGib,
    String system,
    boolean inCluster,
    boolean allowExec,
    boolean allowInsecure,
    boolean udp,
    boolean volumeFiles,
    int requestsPerSecond,
    Duration requestTimeout,
    Duration callTimeout) {
  static final Set<String> KEYS =
      Set.of(
          "publicHost",
          "exposure",
          "portPool",
          "tlsGateway",
          "loadBalancerAnnotations",
          "gatewaySources",
          "software",
          "allowTags",
          "registryMirror",
          "storageClass",
          "storageGib",
          "gatewayNamespace",
          "nodeSelector",
          "tolerations",
          "apart",
          "closedRanges",
          "cpuBurst",
          "tenantImages",
          "sandboxRuntimeClass",
          "systemNamespace",
          "inCluster",
          "allowExec",
          "allowInsecure",
          "udp",
          "volumeFiles",
          "requestsPerSecond",
          "requestSeconds",
          "callSeconds");
  private static final Pattern RANGE = Pattern.compile("[0-9a-fA-F.:]+/[0-9]{1,3}");
  private static final JsonMapper YAML = new JsonMapper(new YAMLFactory());

  CityNodeId cityNode() {
    return cluster.cityNode();
  }

  static KubernetesSettings of(CityNodeId cityNode, Map<String, String> configuration) {
    Set<String> unknown = new TreeSet<>(configuration.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the kubernetes adapter has no settings " + unknown + "; it has " + new TreeSet<>(KEYS));
    }
    Given given = new Given(configuration);
    return new KubernetesSettings(
        cluster(cityNode, given),
        given.number("storageGib", 1_000),
        given.text("systemNamespace").orElse("ridgeway-system"),
        given.flag("inCluster", false),
        given.flag("allowExec", false),
        given.flag("allowInsecure", false),
        given.flag("udp", true),
        given.flag("volumeFiles", false),
        (int) given.number("requestsPerSecond", 200),
        Duration.ofSeconds(given.number("requestSeconds", 10)),
        Duration.ofSeconds(given.number("callSeconds", 25)));
  }

  private static ClusterSettings cluster(CityNodeId cityNode, Given given) {
    List<String> closed = new ArrayList<>(given.words("closedRanges"));
    closed.add(ClusterSettings.METADATA);
    return new ClusterSettings(
        cityNode,
        images(given),
        given.flag("allowTags", false),
        given.text("registryMirror"),
        given.text("storageClass"),
        exposure(given),
        given.pairs("gatewayNamespace"),
        new Scheduling(
            given.pairs("nodeSelector"),
            given.yaml("tolerations", new TypeReference<List<Toleration>>() {}).orElse(List.of()),
            given.flag("apart", false)),
        closed,
        (int) given.number("cpuBurst", 4),
        given.flag("tenantImages", false)
            ? Optional.of(new TenantImages(given.text("sandboxRuntimeClass")))
            : Optional.empty());
  }

  private static Map<Software, Image> images(Given given) {
    Map<Software, Image> images = new LinkedHashMap<>();
    for (ListedImage listed :
        given
            .yaml("software", new TypeReference<List<ListedImage>>() {})
            .orElseThrow(() -> new IllegalArgumentException("setting software is missing"))) {
      if (listed.name == null || listed.version == null || listed.image == null) {
        throw new IllegalArgumentException(
            "every entry of setting software needs name, version and image");
      }
      images.put(
          new Software(listed.name, listed.version),
          new Image(listed.image, listed.command == null ? List.of() : listed.command));
    }
    return images;
  }

  private static ExposureStrategy exposure(Given given) {
    String strategy = given.text("exposure").orElse("node-port");
    List<String> sources = given.ranges("gatewaySources");
    if (!sources.isEmpty() && !strategy.equals("load-balancer")) {
      throw new IllegalArgumentException(
          "gatewaySources has no effect with exposure " + strategy + ", only with load-balancer");
    }
    return switch (strategy) {
      case "node-port" -> new ExposureStrategy.NodePort(given.needed("publicHost", strategy));
      case "load-balancer" ->
          new ExposureStrategy.LoadBalancer(
              given
                  .yaml("loadBalancerAnnotations", new TypeReference<Map<String, String>>() {})
                  .orElse(Map.of()),
              sources);
      case "port-pool" -> {
        String[] range = given.needed("portPool", strategy).split("-");
        yield new ExposureStrategy.PortPool(
            given.needed("publicHost", strategy),
            Integer.parseInt(range[0]),
            Integer.parseInt(range[range.length - 1]));
      }
      case "tls-gateway" ->
          given
              .yaml("tlsGateway", new TypeReference<ExposureStrategy.TlsGateway>() {})
              .orElseThrow(
                  () -> new IllegalArgumentException("exposure tls-gateway needs tlsGateway"));
      default ->
          throw new IllegalArgumentException(
              "exposure is node-port, load-balancer, port-pool or tls-gateway, not " + strategy);
    };
  }

  /** One entry of the software list. */
  record ListedImage(
      @Nullable String name,
      @Nullable String version,
      @Nullable String image,
      @Nullable List<String> command) {}

  private record Given(Map<String, String> values) {
    Optional<String> text(String key) {
      return Optional.ofNullable(values.get(key)).map(String::strip).filter(v -> !v.isEmpty());
    }

    String needed(String key, String strategy) {
      return text(key)
          .orElseThrow(
              () -> new IllegalArgumentException("exposure " + strategy + " needs setting " + key));
    }

    boolean flag(String key, boolean otherwise) {
      String value = text(key).orElse(Boolean.toString(otherwise));
      if (!value.equals("true") && !value.equals("false")) {
        throw new IllegalArgumentException("setting " + key + " is true or false, not " + value);
      }
      return value.equals("true");
    }

    long number(String key, long otherwise) {
      String value = text(key).orElse(Long.toString(otherwise));
      if (!value.matches("[1-9][0-9]{0,9}")) {
        throw new IllegalArgumentException(
            "setting " + key + " must be a whole number of at least 1, not '" + value + "'");
      }
      return Long.parseLong(value);
    }

    List<String> words(String key) {
      return text(key).map(v -> List.of(v.split("[,\\s]+"))).orElse(List.of());
    }

    List<String> ranges(String key) {
      List<String> ranges = words(key);
      for (String range : ranges) {
        if (!RANGE.matcher(range).matches()) {
          throw new IllegalArgumentException(
              "setting "
                  + key
                  + " is a list of address ranges such as 203.0.113.7/32, and '"
                  + range
                  + "' isn't one");
        }
      }
      return ranges;
    }

    Map<String, String> pairs(String key) {
      Map<String, String> pairs = new LinkedHashMap<>();
      for (String word : words(key)) {
        int equals = word.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              "setting " + key + " is a list of name=value, and '" + word + "' isn't one");
        }
        pairs.put(word.substring(0, equals), word.substring(equals + 1));
      }
      return pairs;
    }

    <T> Optional<T> yaml(String key, TypeReference<T> type) {
      try {
        Optional<String> text = text(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(YAML.readValue(text.get(), type));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            "setting " + key + " can't be understood: " + e.getOriginalMessage(), e);
      }
    }
  }
}
