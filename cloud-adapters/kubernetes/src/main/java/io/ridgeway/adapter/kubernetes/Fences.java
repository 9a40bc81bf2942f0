package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.place.CityNodeId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The highest token of each network: a config map in a namespace of Ridgeway's own, so that it
 * stays when the network's goes. It is only ever replaced in the version that was read, so that of
 * two writers one must look again.
 */
final class Fences {
  private final String namespace;
  private final CityNodeId cityNode;
  private final KubernetesSerialization json;
  private final Map<NetworkId, Long> raised = new ConcurrentHashMap<>();

  Fences(String namespace, CityNodeId cityNode, KubernetesSerialization json) {
    this.namespace = namespace;
    this.cityNode = cityNode;
    this.json = json;
  }

  Key key(NetworkId network) {
    return new Key(Kind.CONFIG_MAP, namespace, "fence-" + network);
  }

  /**
   * Raises the network's token to {@code fence}.
   *
   * @param removal whether its holder wants the network gone
   * @throws AdapterException.FencedOff if a higher one has been here
   */
  void raise(ApiServer api, NetworkId network, Fence fence, boolean removal, Deadline deadline) {
    Key key = key(network);
    while (!deadline.passed()) {
      Optional<JsonNode> found = api.metadata(key.path(), deadline);
      long stored = found.map(Fences::token).orElse(0L);
      long highest = Math.max(stored, raised.getOrDefault(network, 0L));
      if (highest > fence.token()) {
        throw new AdapterException.FencedOff(
            "network "
                + network
                + " at city node "
                + cityNode
                + " has seen token "
                + highest
                + ", so a write with token "
                + fence.token()
                + " is refused");
      }
      if (stored == fence.token() && (!removal || found.filter(Fences::removal).isPresent())) {
        raised.merge(network, stored, Math::max);
        return;
      }
      if (write(api, network, fence, removal, found, deadline)) {
        raised.merge(network, fence.token(), Math::max);
        return;
      }
    }
    throw new AdapterException.Unreachable(
        "the fence of network " + network + " could not be written in time; ask again");
  }

  /** False if somebody else was faster. */
  private boolean write(
      ApiServer api,
      NetworkId network,
      Fence fence,
      boolean removal,
      Optional<JsonNode> found,
      Deadline deadline) {
    Key key = key(network);
    String body = json.asJson(map(network, fence, removal, found));
    try {
      if (found.isPresent()) {
        api.replace(key, body, deadline);
      } else {
        api.create(key, body, deadline);
      }
      return true;
    } catch (ApiRefusal e) {
      if (e.code == 409) {
        return false;
      }
      if (e.code == 404) {
        makeNamespace(api, deadline);
        return false;
      }
      throw e;
    }
  }

  private ConfigMap map(NetworkId network, Fence fence, boolean removal, Optional<JsonNode> found) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(key(network).name())
        .withNamespace(namespace)
        .withResourceVersion(
            found.map(f -> f.path("metadata").path("resourceVersion").asText()).orElse(null))
        .withLabels(
            Map.of(
                Labels.MANAGED_BY,
                Labels.RIDGEWAY,
                Labels.CITY_NODE,
                cityNode.value(),
                Labels.NETWORK,
                network.value()))
        .withAnnotations(
            Map.of(
                Notes.TOKEN,
                Long.toString(fence.token()),
                Notes.REMOVAL,
                Boolean.toString(removal)))
        .endMetadata()
        .build();
  }

  private void makeNamespace(ApiServer api, Deadline deadline) {
    try {
      api.create(
          Key.namespace(namespace),
          json.asJson(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(namespace)
                  .addToLabels(Labels.MANAGED_BY, Labels.RIDGEWAY)
                  .endMetadata()
                  .build()),
          deadline);
    } catch (ApiRefusal e) {
      if (e.code != 409) {
        throw e;
      }
    }
  }

  /** The highest token that is known, without asking. */
  long known(NetworkId network, Optional<Seen> seen) {
    long noted = seen.map(s -> number(s.note(Notes.TOKEN))).orElse(0L);
    return Math.max(noted, raised.getOrDefault(network, 0L));
  }

  /** Whether the network's removal is wanted, as far as is seen. */
  boolean removes(NetworkId network, Sights sights) {
    return sights
        .find(key(network))
        .filter(f -> Boolean.parseBoolean(f.note(Notes.REMOVAL)))
        .isPresent();
  }

  private static long token(JsonNode map) {
    return number(map.path("metadata").path("annotations").path(Notes.TOKEN).asText());
  }

  private static boolean removal(JsonNode map) {
    return map.path("metadata").path("annotations").path(Notes.REMOVAL).asBoolean(false);
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
