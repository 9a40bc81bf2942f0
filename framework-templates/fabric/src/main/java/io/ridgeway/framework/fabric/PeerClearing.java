package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.fabric.Topology.Organisation;
import io.ridgeway.framework.fabric.admin.Operations;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Peers are rid of deleted guests' channels by {@code peer node unjoin}, which works only on the
 * files of a peer that is stopped: the same program with the same files, on the same volume.
 * Blocks, state, history and private data of that channel are removed. One that was interrupted is
 * run again, or ended by the peer itself as it starts.
 */
record PeerClearing(Operations operations) implements Clearing {
  private static final Duration LOOK = Duration.ofMillis(1800);
  private static final Resources NEEDS = new Resources(100, 256, 0);
  private static final int ATTEMPTS = 2;
  private static final Duration DEADLINE = Duration.ofMinutes(20);

  /** How a peer says that it hasn't the channel. */
  private static final Pattern GONE = Pattern.compile("ledger \\[[^\\]]*\\] does not exist");

  @Override
  public Optional<String> obstacle(NetworkSpec host) {
    if (host.isGuest()) {
      return Optional.of("It has no nodes of its own.");
    }
    return Topology.of(host).couch()
        ? Optional.of(
            "Its peers keep their state in CouchDB, which stands still with its peer: what a"
                + " channel has there can't be removed in a window yet.")
        : Optional.empty();
  }

  @Override
  public Optional<String> interruption(NetworkSpec host) {
    List<Organisation> members =
        Topology.of(host).organisations().stream().filter(o -> !o.observes()).toList();
    List<String> single =
        members.stream()
            .filter(member -> member.peers().size() == 1)
            .map(Organisation::name)
            .sorted()
            .toList();
    int majority = members.size() / 2 + 1;
    if (single.isEmpty() || members.size() - 1 >= majority) {
      return Optional.empty();
    }
    return Optional.of(
        "While the only peer of "
            + String.join(" or ", single)
            + " is stopped, for some seconds each, no transaction finds the endorsements of "
            + majority
            + " members: applications have to try again. With two peers each there is no such"
            + " time.");
  }

  @Override
  public Set<String> roles() {
    return Set.of(Roles.PEER, Roles.OBSERVER);
  }

  @Override
  public Map<NodeName, Set<NetworkId>> held(LedgerEndpoints host, Set<NetworkId> guests) {
    Map<NodeName, HostPort> ports = new TreeMap<>();
    host.nodes()
        .forEach(
            (node, at) -> {
              if (at.containsKey(Roles.OPERATIONS)
                  && !Topology.owner(node).equals(Topology.ORDERING)) {
                ports.put(node, at.get(Roles.OPERATIONS));
              }
            });
    Map<NodeName, Set<NetworkId>> held = new TreeMap<>();
    operations
        .channels(ports, LOOK)
        .forEach(
            (node, channels) ->
                held.put(
                    node,
                    guests.stream()
                        .filter(guest -> channels.contains(guest.value()))
                        .collect(Collectors.toSet())));
    return held;
  }

  @Override
  public Task task(Workload node, NetworkId guest) {
    return new Task(
        "unjoin-" + guest.value(),
        node.software(),
        List.of("node", "unjoin", "-c", guest.value()),
        node.environment(),
        node.files(),
        node.secrets(),
        Optional.of(node.name()),
        NEEDS,
        ATTEMPTS,
        DEADLINE);
  }

  @Override
  public boolean wasGone(List<String> output) {
    return output.stream().anyMatch(line -> GONE.matcher(line).find());
  }

  /** Its blocks; what it has in the databases of state and history isn't in files of its own. */
  @Override
  public Optional<Place> place(NetworkId guest) {
    return Optional.of(new Place(FabricNodes.DATA, "ledgersData/chains/chains/" + guest.value()));
  }
}
