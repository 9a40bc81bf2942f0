package io.ridgeway.reconciler;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says how each node is. */
final class NodeStatuses {
  static final String RUNNING = "RUNNING";
  static final String MISSING = "MISSING";
  static final String UNKNOWN = "UNKNOWN";

  private static final int LONGEST = 1_000;

  private NodeStatuses() {}

  static List<NodeStatus> of(Pass pass, LedgerHealth health) {
    Optional<Placement> placement = pass.made().placement();
    List<NodeStatus> all = new ArrayList<>();
    for (PlannedNode node : pass.plan().nodes()) {
      placement
          .map(p -> p.nodes().get(node.name()))
          .ifPresent(
              at -> all.add(of(pass, node, at, health.heights().getOrDefault(node.name(), -1L))));
    }
    return all;
  }

  /** The same with those that it lives on, where these are its host's. */
  static List<NodeStatus> withGround(Pass pass, LedgerHealth health) {
    List<NodeStatus> all = new ArrayList<>(of(pass.ground(), health));
    if (pass.ground() != pass) {
      all.addAll(of(pass, health));
    }
    return all;
  }

  private static NodeStatus of(Pass pass, PlannedNode node, CityNodeId at, long height) {
    Optional<NodeStatus> before = before(pass, node.name());
    Optional<ObservedWorkload> seen = pass.sights().find(at, node.name());
    boolean heard = pass.sights().at(at).isPresent();
    return new NodeStatus(
        node.name(),
        node.role(),
        at,
        seen.map(w -> w.phase().name()).orElse(heard ? MISSING : UNKNOWN),
        seen.map(ObservedWorkload::restarts).or(() -> before.map(NodeStatus::restarts)).orElse(0),
        height,
        before.map(NodeStatus::storageBytes).orElse(0L),
        seen.map(Told::of).orElse(""),
        detail(seen.map(ObservedWorkload::message).orElse(""), pass.trouble(at).orElse("")));
  }

  /** What the adapter says, of the node and of its city node. */
  private static String detail(String ofNode, String ofCityNode) {
    String all = ofNode + (ofNode.isEmpty() || ofCityNode.isEmpty() ? "" : "; ") + ofCityNode;
    return all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
  }

  private static Optional<NodeStatus> before(Pass pass, NodeName name) {
    return pass.network().nodes().stream().filter(s -> s.name().equals(name)).findFirst();
  }
}
