package io.ridgeway.examples.processes;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.network.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of each network, on disk: {@code fences/NETWORK}, which stays, and {@code
 * nodes/NETWORK/NODE/}.
 */
final class Records {
  private final Path fences;
  private final Path nodes;
  private final Clock clock;
  private final Map<NetworkId, Long> seen = new HashMap<>();
  private final Map<NetworkId, SortedMap<NodeName, Node>> networks = new HashMap<>();

  private Records(Path directory, Clock clock) {
    this.fences = directory.resolve("fences");
    this.nodes = directory.resolve("nodes");
    this.clock = clock;
  }

  /** Finds again what another adapter left. */
  static Records open(Path directory, Clock clock) throws IOException {
    Records records = new Records(directory, clock);
    Files.createDirectories(records.fences);
    Files.createDirectories(records.nodes);
    for (Path fence : Machine.list(records.fences)) {
      NetworkId network = new NetworkId(String.valueOf(fence.getFileName()));
      records.seen.put(network, Long.valueOf(Files.readString(fence)));
    }
    for (Path network : Machine.list(records.nodes)) {
      for (Path node : Machine.list(network)) {
        records.node(
            new NetworkId(String.valueOf(network.getFileName())),
            new NodeName(String.valueOf(node.getFileName())));
      }
    }
    return records;
  }

  long fence(NetworkId network) {
    return seen.getOrDefault(network, 0L);
  }

  /** Refuses who is out of date. */
  void check(NetworkId network, Fence fence) {
    if (fence.token() < fence(network)) {
      throw new AdapterException.FencedOff(
          "Token %d of %s is older than %d, which has been here."
              .formatted(fence.token(), network, fence(network)));
    }
  }

  void raise(NetworkId network, Fence fence) throws IOException {
    check(network, fence);
    if (fence.token() > fence(network)) {
      // Beside it first: a crash leaves the old token or the new one, never half of one.
      Path fresh = Files.createTempFile(fences.getParent(), "fence", "");
      Files.writeString(fresh, Long.toString(fence.token()));
      Files.move(fresh, fences.resolve(network.value()), StandardCopyOption.ATOMIC_MOVE);
      seen.put(network, fence.token());
    }
  }

  Set<NetworkId> networks() {
    return networks.keySet();
  }

  List<Node> of(NetworkId network) {
    return List.copyOf(networks.getOrDefault(network, new TreeMap<>()).values());
  }

  List<Node> all() {
    return networks.values().stream().map(SortedMap::values).flatMap(Collection::stream).toList();
  }

  Optional<Node> find(NetworkId network, NodeName name) {
    return of(network).stream().filter(n -> n.name().equals(name)).findFirst();
  }

  /** The node, made if it isn't there. */
  Node node(NetworkId network, NodeName name) throws IOException {
    SortedMap<NodeName, Node> all = networks.computeIfAbsent(network, n -> new TreeMap<>());
    Node node = all.get(name);
    if (node == null) {
      Path directory = nodes.resolve(network.value()).resolve(name.value());
      node = Node.open(directory, name, clock);
      all.put(name, node);
    }
    return node;
  }

  /** Ends it, and deletes all of it. */
  void remove(NetworkId network, Node node) throws IOException {
    node.end();
    Machine.deleteTree(node.directory());
    SortedMap<NodeName, Node> all = networks.getOrDefault(network, new TreeMap<>());
    all.remove(node.name());
    if (all.isEmpty()) {
      networks.remove(network);
      Files.deleteIfExists(nodes.resolve(network.value()));
    }
  }
}
