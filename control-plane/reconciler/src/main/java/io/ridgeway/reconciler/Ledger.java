package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
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
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a ledger how it is, through the adapters' tunnels. */
final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private Ledger() {}

  static LedgerHealth health(Pass pass) {
    if (pass.made().birth().isEmpty()) {
      return LedgerHealth.UNHEARD;
    }
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    for (PlannedNode node : pass.plan().nodes()) {
      Map<String, HostPort> ports = tunnels(pass, node);
      if (!ports.isEmpty()) {
        nodes.put(node.name(), ports);
      }
    }
    if (nodes.isEmpty()) {
      return LedgerHealth.UNHEARD;
    }
    List<NodeName> voters =
        pass.plan().nodes().stream()
            .filter(n -> n.group().isPresent())
            .map(PlannedNode::name)
            .sorted()
            .toList();
    LedgerHealth before =
        new LedgerHealth(pass.network().height(), Map.of(), false, Instant.EPOCH, "");
    try {
      return pass.pack()
          .driver()
          .observe(new LedgerEndpoints(pass.id(), nodes, voters, pass.birth()), before);
    } catch (RuntimeException e) {
      // A pack's fault is not the pass's: the nodes are still watched.
      LOG.atWarn().addKeyValue("network", pass.id()).setCause(e).log("the ledger can't be asked");
      return LedgerHealth.UNHEARD;
    }
  }

  private static Map<String, HostPort> tunnels(Pass pass, PlannedNode node) {
    Map<String, HostPort> ports = new TreeMap<>();
    CityNodeId at = pass.made().placement().orElseThrow().nodes().get(node.name());
    if (at == null || pass.sights().find(at, node.name()).isEmpty()) {
      return ports;
    }
    for (Port port : node.ports()) {
      if (port.exposure() == Port.Exposure.GATEWAY || port.exposure() == Port.Exposure.ADMIN) {
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
    return pass.plan().groups().stream()
        .mapToLong(g -> quorumHeight(g, health.heights()))
        .max()
        .orElse(health.height());
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
