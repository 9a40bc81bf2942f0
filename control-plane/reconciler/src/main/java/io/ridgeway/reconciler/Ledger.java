package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a ledger how it is, through the adapters' tunnels. */
final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private Ledger() {}

  /** Where it is asked how it is. */
  private static boolean isAsked(Port port) {
    return port.exposure() == Port.Exposure.GATEWAY || port.exposure() == Port.Exposure.ADMIN;
  }

  /** Where it is administered: some nodes have one port for their peers and for that. */
  private static boolean isAdministered(Port port) {
    return isAsked(port)
        || (port.exposure().toPeers() && port.protocol() != Port.Protocol.TCP_AND_UDP);
  }

  /**
   * Where its nodes are administered, through tunnels; empty if there is no ledger yet, or no way.
   */
  static Optional<LedgerEndpoints> administered(Pass pass) {
    return endpoints(pass, Ledger::isAdministered);
  }

  private static Optional<LedgerEndpoints> endpoints(Pass pass, Predicate<Port> which) {
    if (pass.made().birth().isEmpty()) {
      return Optional.empty();
    }
    Pass ground = pass.ground();
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    for (PlannedNode node : ground.plan().nodes()) {
      Map<String, HostPort> ports = tunnels(ground, node, which);
      if (!ports.isEmpty()) {
        nodes.put(node.name(), ports);
      }
    }
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    List<NodeName> voters =
        ground.plan().nodes().stream()
            .filter(n -> n.group().isPresent() && n.stays())
            .map(PlannedNode::name)
            .sorted()
            .toList();
    return Optional.of(new LedgerEndpoints(pass.id(), nodes, voters, pass.birth()));
  }

  static LedgerHealth health(Pass pass) {
    LedgerHealth before =
        new LedgerHealth(pass.network().height(), Map.of(), false, Instant.EPOCH, "");
    try {
      return endpoints(pass, Ledger::isAsked)
          .map(ledger -> pass.pack().driver().observe(ledger, before, new Administration(pass)))
          .orElse(LedgerHealth.UNHEARD);
    } catch (RuntimeException e) {
      // A pack's fault is not the pass's: the nodes are still watched.
      LOG.atWarn().addKeyValue("network", pass.id()).setCause(e).log("the ledger can't be asked");
      return LedgerHealth.UNHEARD;
    }
  }

  private static Map<String, HostPort> tunnels(Pass pass, PlannedNode node, Predicate<Port> which) {
    Map<String, HostPort> ports = new TreeMap<>();
    CityNodeId at = pass.made().placement().orElseThrow().nodes().get(node.name());
    if (at == null || pass.sights().find(at, node.name()).isEmpty()) {
      return ports;
    }
    for (Port port : node.ports()) {
      if (which.test(port)) {
        try {
          pass.at(at, a -> a.tunnel(pass.id(), node.name(), port.name()))
              .ifPresent(there -> ports.put(port.name(), there));
        } catch (AdapterException e) {
          LOG.atDebug().addKeyValue("network", pass.id()).setCause(e).log("no tunnel");
        }
      }
    }
    return ports;
  }

  /**
   * The height that a quorum has reached, -1 if none answers: of each group the height that all but
   * its fault budget have, so that one node that lags or lies doesn't hide or feign progress.
   */
  static long height(Pass pass) {
    LedgerHealth health = pass.health();
    return pass.ground().plan().groups().stream()
        .mapToLong(g -> quorumHeight(g, health.heights()))
        .max()
        .orElse(health.height());
  }

  /**
   * Whether enough voters agree for the ledger to go on: all of them; or those that answer, if no
   * group lacks more than its fault budget and one of them leads where one must. All that answer
   * and don't agree are a ledger that split.
   */
  static boolean isAgreed(Pass pass) {
    return pass.health().agreed() || (pass.health().led() && isQuorumOfSome(pass));
  }

  /**
   * Whether enough voters answer, none of them leads though one must, and a silent one may: it
   * isn't known to stand still.
   */
  static boolean mayBeLed(Pass pass) {
    return !pass.health().led()
        && isQuorumOfSome(pass)
        && pass.ground().plan().groups().stream()
            .flatMap(g -> g.members().stream())
            .filter(voter -> !pass.health().heights().containsKey(voter))
            .anyMatch(voter -> mayRun(pass.ground(), voter));
  }

  private static boolean mayRun(Pass pass, NodeName node) {
    CityNodeId at = pass.made().placement().orElseThrow().nodes().get(node);
    return at != null
        && (pass.sights().at(at).isEmpty()
            || pass.sights().find(at, node).filter(w -> w.phase() == Phase.RUNNING).isPresent());
  }

  /** Whether some voters don't answer, and enough do. */
  private static boolean isQuorumOfSome(Pass pass) {
    LedgerHealth health = pass.health();
    List<ConsensusGroup> groups = pass.ground().plan().groups();
    Set<NodeName> heard = health.heights().keySet();
    return health.height() >= 0
        && groups.stream().anyMatch(g -> !heard.containsAll(g.members()))
        && groups.stream()
            .allMatch(
                g ->
                    g.members().stream().filter(heard::contains).count()
                        >= g.members().size() - g.faultBudget());
  }

  private static long quorumHeight(ConsensusGroup group, Map<NodeName, Long> heights) {
    List<Long> best =
        group.members().stream()
            .filter(heights::containsKey)
            .map(heights::get)
            .sorted(Comparator.reverseOrder())
            .limit(Math.max(1, group.members().size() - group.faultBudget()))
            .toList();
    return best.isEmpty() ? -1 : best.get(best.size() - 1);
  }
}
