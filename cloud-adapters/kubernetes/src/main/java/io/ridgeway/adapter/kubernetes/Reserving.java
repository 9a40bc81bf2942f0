package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settles addresses by making a node's services before there is anything behind them. */
final class Reserving {
  private static final int ATTEMPTS = 50;
  private static final Pattern TAKEN =
      Pattern.compile("Invalid value: (\\d+): provided port is already allocated");

  private final Cluster cluster;
  private final Namespaces namespaces;
  private final Writer writer;

  Reserving(Cluster cluster, Namespaces namespaces, Writer writer) {
    this.cluster = cluster;
    this.namespaces = namespaces;
    this.writer = writer;
  }

  Reservation settle(
      Connection to,
      NetworkId network,
      NodeName node,
      List<Port> ports,
      boolean foreign,
      Fence fence,
      Deadline deadline) {
    boolean apart = foreign && !Spaces.isSettledWithNodes(to.sights(), network, node);
    String namespace =
        apart ? Manifests.codeNamespaceName(network) : Manifests.namespaceName(network);
    List<Service> before = services(to, network, node);
    // Throws for what can't be exposed, before anything is written.
    List<HasMetadata> wanted = cluster.manifests().services(network, node, ports, before, Set.of());
    cluster.fences().raise(to.api(), network, fence, false, deadline);
    if (wanted.isEmpty()) {
      return cluster.manifests().addresses(network, node, ports, List.of());
    }
    namespaces.ensure(to, network, namespace, deadline);
    return cluster
        .manifests()
        .addresses(
            network, node, ports, write(to, network, node, ports, before, namespace, deadline));
  }

  /** Writes the services; gives them as they then are. */
  private List<Service> write(
      Connection to,
      NetworkId network,
      NodeName node,
      List<Port> ports,
      List<Service> before,
      String namespace,
      Deadline deadline) {
    Set<Integer> taken = new HashSet<>(Writer.takenNodePorts(to, network));
    for (int attempt = 1; ; attempt++) {
      List<Service> live = new ArrayList<>();
      List<Wanted> written = new ArrayList<>();
      try {
        for (HasMetadata object :
            cluster.manifests().services(network, node, ports, before, taken)) {
          object.getMetadata().setNamespace(namespace);
          Wanted one = cluster.rendering().wanted(object);
          written.add(one);
          JsonNode answer = writer.write(to, one, deadline);
          if (one.key().kind() == Kind.SERVICE) {
            live.add(live(to, one, answer));
          }
        }
        // Who asks next goes by what is there, also by which namespace.
        writer.awaitSeen(to, written, deadline);
        return live;
      } catch (AdapterException.Unreachable e) {
        Matcher conflict = TAKEN.matcher(String.valueOf(e.getMessage()));
        if (!conflict.find() || attempt == ATTEMPTS) {
          throw e;
        }
        taken.add(Integer.parseInt(conflict.group(1)));
      }
    }
  }

  private Service live(Connection to, Wanted wanted, JsonNode answer) {
    return answer.isMissingNode()
        ? (Service) to.sights().find(wanted.key()).orElseThrow().object()
        : cluster.json().unmarshal(answer.toString(), Service.class);
  }

  private static List<Service> services(Connection to, NetworkId network, NodeName node) {
    return Writer.services(to.sights(), network).stream()
        .filter(s -> node.value().equals(s.getMetadata().getLabels().get(Labels.NODE)))
        .toList();
  }
}
