package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What of a deployment is in which of a network's two namespaces: who runs a tenant's own code is
 * apart, unless it was settled in the network's own before there was another. Its address is in its
 * peers' packages for good, so it stays there.
 *
 * @param nodes in the network's own
 * @param code in the other
 * @param hasCode whether that is wanted: it stays, once it is there, for as long as the network
 */
record Spaces(Deployment nodes, Deployment code, boolean hasCode) {

  static Spaces of(Sights sights, Deployment deployment) {
    NetworkId network = deployment.network();
    Predicate<Workload> apart =
        w -> w.code().isPresent() && !isSettledWithNodes(sights, network, w.name());
    Deployment code = part(deployment.running(List.of()), apart);
    boolean there =
        sights
            .find(Key.namespace(Manifests.codeNamespaceName(network)))
            .filter(n -> !n.leaving())
            .isPresent();
    return new Spaces(part(deployment, apart.negate()), code, there || !code.workloads().isEmpty());
  }

  private static Deployment part(Deployment whole, Predicate<Workload> which) {
    return whole.of(whole.workloads().stream().filter(which).toList());
  }

  /** Whether the node has a service or a stateful set in the network's own namespace. */
  static boolean isSettledWithNodes(Sights sights, NetworkId network, NodeName node) {
    String own = Manifests.namespaceName(network);
    return sights.of(network).stream()
        .filter(s -> s.key().kind() == Kind.SERVICE || s.key().kind() == Kind.STATEFUL_SET)
        .filter(s -> s.key().namespace().equals(own) && !s.leaving())
        .anyMatch(s -> s.node().filter(node::equals).isPresent());
  }

  /** The names of the namespaces that are wanted. */
  List<String> namespaces() {
    List<String> names = new ArrayList<>();
    names.add(Manifests.namespaceName(nodes.network()));
    if (hasCode) {
      names.add(Manifests.codeNamespaceName(nodes.network()));
    }
    return names;
  }

  /** Whether an object is in one of a network's namespaces. */
  static boolean holds(NetworkId network, Key key) {
    return Manifests.namespaceNames(network).contains(key.namespace());
  }

  /** Those of a network's namespaces that are there. */
  static List<Seen> of(Sights sights, NetworkId network) {
    return Manifests.namespaceNames(network).stream()
        .map(name -> sights.find(Key.namespace(name)))
        .flatMap(Optional::stream)
        .toList();
  }
}
