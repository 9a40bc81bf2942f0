package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells from what is watched how a network is. Asks the API server nothing. */
final class Observer {
  /** In place of a digest, where somebody else changed or deleted something of a node. */
  static final String EDITED = "edited";

  /**
   * Stands for what is left of a network whose nodes are gone. A node's own name ends in a number.
   */
  static final NodeName NAMESPACE = new NodeName("namespace");

  private final Cluster cluster;

  Observer(Cluster cluster) {
    this.cluster = cluster;
  }

  Observation observe(Sights sights, NetworkId network) {
    long fence = cluster.fences().known(network, sights.find(cluster.fences().key(network)));
    Wrong wrong = wrong(sights, network);
    List<ObservedWorkload> workloads = new ArrayList<>();
    NodeSight.all(sights, network)
        .values()
        .forEach(node -> workloads.add(observed(sights, node, wrong)));
    if (workloads.isEmpty() && cluster.fences().removes(network, sights)) {
      Spaces.of(sights, network).stream()
          .findFirst()
          .map(Observer::remains)
          .ifPresent(workloads::add);
    }
    return new Observation(fence, workloads, TaskSight.all(sights, network));
  }

  /** Its volumes and secrets may still be there: whoever removes the network must wait. */
  private static ObservedWorkload remains(Seen namespace) {
    return new ObservedWorkload(
        NAMESPACE,
        Phase.STARTING,
        "",
        0,
        namespace.created(),
        "its namespace is still being removed; if it stays, 'kubectl get namespace "
            + namespace.key().name()
            + " -o yaml' says what it waits for");
  }

  private ObservedWorkload observed(Sights sights, NodeSight node, Wrong wrong) {
    Optional<PodSight> pod = node.pod().map(PodSight::of);
    int restarts = pod.map(PodSight::restarts).orElse(0);
    if (node.set().filter(s -> !s.leaving()).isEmpty()) {
      return new ObservedWorkload(
          node.name(),
          Phase.STARTING,
          "",
          restarts,
          pod.map(PodSight::since).orElseGet(() -> node.set().orElseThrow().created()),
          "it is being stopped and removed");
    }
    Seen set = node.set().orElseThrow();
    String digest = wrong.of(node.name()) ? EDITED : set.note(Notes.APPLIED);
    if (set.object() instanceof StatefulSet told && isStopped(told)) {
      return pod.isEmpty()
          ? new ObservedWorkload(node.name(), Phase.STOPPED, digest, 0, set.created(), "")
          : new ObservedWorkload(
              node.name(),
              Phase.STARTING,
              digest,
              restarts,
              pod.get().since(),
              "its pod is being stopped");
    }
    if (pod.isEmpty()) {
      return new ObservedWorkload(
          node.name(), Phase.STARTING, digest, 0, set.created(), "its pod is being made");
    }
    PodSight seen = pod.get();
    if (node.outdated() && seen.phase() == Phase.RUNNING) {
      return new ObservedWorkload(
          node.name(),
          Phase.STARTING,
          digest,
          restarts,
          seen.since(),
          "it runs as it was, and waits for its restart");
    }
    String message = seen.phase() == Phase.RUNNING ? volumes(sights, set) : seen.message();
    return new ObservedWorkload(node.name(), seen.phase(), digest, restarts, seen.since(), message);
  }

  private static boolean isStopped(StatefulSet set) {
    return set.getSpec().getReplicas() != null && set.getSpec().getReplicas() == 0;
  }

  /** What must be known of volumes that are smaller than declared. */
  private static String volumes(Sights sights, Seen set) {
    List<String> messages = new ArrayList<>();
    for (String entry : set.note(Notes.VOLUMES).split(",")) {
      String[] parts = entry.split("=");
      if (parts.length == 2 && parts[1].matches("[0-9]{1,9}")) {
        Key key = new Key(Kind.CLAIM, set.key().namespace(), parts[0]);
        sights
            .find(key)
            .map(Claims::of)
            .flatMap(claim -> claim.message(Long.parseLong(parts[1])))
            .ifPresent(messages::add);
      }
    }
    return String.join("; ", messages);
  }

  /** What of a network isn't as it was written. */
  private Wrong wrong(Sights sights, NetworkId network) {
    Optional<Seen> namespace = Cluster.namespace(sights, network);
    if (namespace.isEmpty() || Spaces.of(sights, network).stream().anyMatch(this::isWrong)) {
      return new Wrong(true, Set.of());
    }
    Members members = Cluster.members(sights, network);
    Set<NodeName> nodes = new HashSet<>();
    boolean all = false;
    for (Map.Entry<Key, Optional<NodeName>> member : members.nodes().entrySet()) {
      // What has become of a job is shown with the task.
      if (member.getKey().kind() != Kind.JOB
          && sights.find(member.getKey()).filter(s -> !isWrong(s)).isEmpty()) {
        member.getValue().ifPresent(nodes::add);
        all |= member.getValue().isEmpty();
      }
    }
    return new Wrong(all || isSurplus(sights, network, members), nodes);
  }

  private boolean isWrong(Seen seen) {
    return seen.leaving() || cluster.memory().drifted(seen);
  }

  /** Whether something is ours that nobody declared: what a stalled writer left. */
  private static boolean isSurplus(Sights sights, NetworkId network, Members members) {
    return !members.nodes().isEmpty()
        && sights.of(network).stream()
            .filter(s -> Spaces.holds(network, s.key()))
            .filter(s -> !s.leaving() && !members.has(s.key()))
            .anyMatch(
                s ->
                    switch (s.key().kind()) {
                      case SERVICE_ACCOUNT,
                          RESOURCE_QUOTA,
                          LIMIT_RANGE,
                          NETWORK_POLICY,
                          DISRUPTION_BUDGET,
                          CLAIM ->
                          true;
                      // A service may be reserved before it is declared, old configuration goes
                      // with the pod that uses it, and stateful sets and jobs show for themselves.
                      case NAMESPACE,
                          SERVICE,
                          CONFIG_MAP,
                          SECRET,
                          STATEFUL_SET,
                          JOB,
                          TLS_ROUTE,
                          POD,
                          NODE ->
                          false;
                    });
  }

  private record Wrong(boolean all, Set<NodeName> nodes) {
    boolean of(NodeName node) {
      return all || nodes.contains(node);
    }
  }
}
