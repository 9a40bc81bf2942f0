package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is seen of one node: its stateful set and its pods, of which there is one, but while it is
 * replaced.
 *
 * @param pods the newest first
 */
record NodeSight(NodeName name, Optional<Seen> set, List<Seen> pods) {

  /** All nodes of a network that have a stateful set or a pod. */
  static Map<NodeName, NodeSight> all(Sights sights, NetworkId network) {
    Map<NodeName, NodeSight> nodes = new TreeMap<>();
    Collection<Seen> seen = sights.of(network);
    for (Seen one : seen) {
      Kind kind = one.key().kind();
      if ((kind == Kind.STATEFUL_SET || kind == Kind.POD)
          && one.node().isPresent()
          && Spaces.holds(network, one.key())) {
        NodeName name = one.node().get();
        NodeSight node =
            nodes.computeIfAbsent(name, n -> new NodeSight(n, Optional.empty(), new ArrayList<>()));
        if (kind == Kind.POD) {
          node.pods.add(one);
        } else {
          nodes.put(name, new NodeSight(name, Optional.of(one), node.pods));
        }
      }
    }
    nodes.values().forEach(n -> n.pods.sort(Comparator.comparing(Seen::created).reversed()));
    return nodes;
  }

  /** The pod that is there to stay, or else the one that goes. */
  Optional<Seen> pod() {
    return pods.stream().filter(p -> !p.leaving()).findFirst().or(() -> pods.stream().findFirst());
  }

  /** Whether the pod was made from another definition than the stateful set now has. */
  boolean outdated() {
    return set.isPresent()
        && pod()
            .filter(p -> !p.note(Labels.DIGEST).equals(set.get().note(Labels.DIGEST)))
            .isPresent();
  }

  boolean runs() {
    return pod().filter(p -> PodSight.of(p).phase() == Phase.RUNNING).isPresent();
  }

  /** Whose fault budget covers it: its group's, or nobody's but its own. */
  String group() {
    return set.map(s -> s.object().getMetadata().getLabels().get(Labels.GROUP))
        .map(g -> "group " + g)
        .orElse("node " + name);
  }
}
