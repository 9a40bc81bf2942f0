package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Usage;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What nodes use: memory as the metrics API measures it, or what they request where there is none;
 * storage as their claims have it. CPU time is 0: Kubernetes knows rates, and no sum since the
 * start.
 */
final class Usages {
  private static final Logger LOG = LoggerFactory.getLogger(Usages.class);

  private Usages() {}

  static List<Usage> of(Connection to, NetworkId network, Deadline deadline) {
    List<Usage> usages = new ArrayList<>();
    Map<NodeName, NodeSight> nodes = NodeSight.all(to.sights(), network);
    if (nodes.isEmpty()) {
      return usages;
    }
    Map<String, Long> measured = new HashMap<>();
    nodes.values().stream()
        .flatMap(n -> n.pod().stream())
        .map(p -> p.key().namespace())
        .distinct()
        .forEach(namespace -> measured.putAll(measured(to.api(), namespace, deadline)));
    for (NodeSight node : nodes.values()) {
      Optional<Seen> pod = node.pod();
      if (pod.isPresent() && pod.get().object() instanceof Pod p && p.getSpec() != null) {
        long memory = measured.getOrDefault(pod.get().key().name(), Capacities.memoryBytes(p));
        usages.add(new Usage(node.name(), 0, memory, storage(to.sights(), network, node.name())));
      }
    }
    return usages;
  }

  private static long storage(Sights sights, NetworkId network, NodeName node) {
    return sights.of(network).stream()
        .filter(s -> s.key().kind() == Kind.CLAIM && s.node().filter(node::equals).isPresent())
        .mapToLong(s -> Claims.of(s).has())
        .sum();
  }

  /** Resident bytes by pod, as far as they are measured. */
  private static Map<String, Long> measured(ApiServer api, String namespace, Deadline deadline) {
    Map<String, Long> measured = new HashMap<>();
    String path = "/apis/metrics.k8s.io/v1beta1/namespaces/" + namespace + "/pods";
    try {
      JsonNode pods = api.get(path, deadline).orElseGet(MissingNode::getInstance).path("items");
      for (JsonNode pod : pods) {
        long bytes = 0;
        for (JsonNode container : pod.path("containers")) {
          bytes +=
              new Quantity(container.path("usage").path("memory").asText("0"))
                  .getNumericalAmount()
                  .longValue();
        }
        measured.put(pod.path("metadata").path("name").asText(), bytes);
      }
    } catch (ApiRefusal | AdapterException e) {
      LOG.atDebug()
          .setMessage("the metrics API doesn't answer; requests are taken for use")
          .addKeyValue("why", e.getMessage())
          .log();
    }
    return measured;
  }
}
