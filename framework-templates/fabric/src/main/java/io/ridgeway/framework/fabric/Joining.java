package io.ridgeway.framework.fabric;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.admin.PeerAdmin;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Has the nodes of one network join its channel: orderers first, so that the peers that come after
 * find them. What has joined is told by the nodes' metrics, without any signature; a node that
 * joined a moment ago and doesn't say so yet refuses to do it twice, and that is well. Once all
 * that answer have joined, {@link Membership} has the channel know them; who leaves is asked for
 * nothing.
 */
final class Joining {
  /** No node is begun with later than that, so that with the last one's patience it takes 10 s. */
  private static final Duration BUDGET = Duration.ofSeconds(3);

  /** How a peer and an orderer say that they have the channel. */
  private static final String THERE = "already exists";

  private static final int METHOD_NOT_ALLOWED = 405;

  private final Reach reach;
  private final Born born;
  private final List<String> missing = new ArrayList<>();
  private Optional<LedgerException.Refused> refused = Optional.empty();

  Joining(Reach reach, Born born) {
    this.reach = reach;
    this.born = born;
  }

  /**
   * Does what is left.
   *
   * @param seen what the nodes say that answer
   * @return what is still missing
   * @throws LedgerException.Refused if a node will not; the others were asked all the same
   */
  Optional<String> go(Map<NodeName, ChannelMetrics> seen) {
    long end = System.nanoTime() + BUDGET.toNanos();
    List<NodeName> later = new ArrayList<>();
    boolean asked = false;
    Membership membership = new Membership(reach, born, new Heard(seen));
    for (NodeName node : inOrder()) {
      ChannelMetrics said = seen.get(node);
      if (said == null) {
        missing.add(node + " does not answer");
      } else if (!said.joined() && mayJoin(node, membership)) {
        asked = true;
        if (System.nanoTime() < end) {
          join(node, seen);
        } else {
          later.add(node);
        }
      }
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
    if (!later.isEmpty()) {
      missing.add(
          later.stream().map(NodeName::value).collect(Collectors.joining(", ")) + " still to join");
    }
    fetching(seen);
    if (!asked) {
      membership.converge().ifPresent(missing::add);
    } else if (!membership.isSettled()) {
      missing.add("the channel does not know all of them yet");
    }
    if (missing.isEmpty()) {
      missing.addAll(new Rollouts(reach, born, inOrder()).go(() -> System.nanoTime() < end));
    }
    if (missing.isEmpty()) {
      membership.release().ifPresent(missing::add);
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missing));
  }

  /** A peer whose organisation isn't in the channel yet would get nothing of it. */
  private boolean mayJoin(NodeName node, Membership membership) {
    try {
      if (membership.mayRead(node)) {
        return true;
      }
      missing.add(node + " waits for its organisation to be taken in");
    } catch (LedgerException.Unreachable e) {
      missing.add(node + " waits: " + e.getMessage());
    }
    return false;
  }

  /** Peers that come are waited for before anybody goes. */
  private void fetching(Map<NodeName, ChannelMetrics> seen) {
    long enough = new Heard(seen).enough(reach.lineup());
    for (NodeName node : inOrder()) {
      ChannelMetrics said = seen.get(node);
      if (said != null && stands(node, Standing.JOINING) && said.blocks().orElse(0) < enough) {
        missing.add(
            "%s fetches the ledger, %d of %d blocks"
                .formatted(node, said.blocks().orElse(0), enough));
      }
    }
  }

  private boolean stands(NodeName node, Standing standing) {
    return reach
        .lineup()
        .find(node)
        .map(PlannedNode::standing)
        .filter(standing::equals)
        .isPresent();
  }

  /** Orderers first, then the others, each sorted; also those that can't be reached now. */
  private List<NodeName> inOrder() {
    List<NodeName> all = new ArrayList<>(reach.nodes().voters());
    TreeSet<NodeName> others = new TreeSet<>(reach.nodes().nodes().keySet());
    all.forEach(others::remove);
    others.removeIf(node -> stands(node, Standing.LEAVING));
    others.removeIf(node -> node.value().startsWith(Roles.CONTRACT + "-"));
    all.addAll(others);
    return all;
  }

  private void join(NodeName node, Map<NodeName, ChannelMetrics> seen) {
    try {
      if (Topology.owner(node).equals(Topology.ORDERING)) {
        reach.orderer(node).join(block(node, seen));
      } else {
        join(node, reach.peer(node, node + " joins channel " + born.channel()));
      }
    } catch (LedgerException.Unreachable e) {
      reach
          .whyUnsigned()
          .ifPresent(
              why -> {
                throw why;
              });
      missing.add(node + " does not answer");
    } catch (LedgerException.Refused e) {
      if (e.code() != METHOD_NOT_ALLOWED && !String.valueOf(e.getMessage()).contains(THERE)) {
        refused = refused.or(() -> Optional.of(refusal(node, e)));
      }
    }
  }

  private void join(NodeName node, PeerAdmin peer) {
    String snapshot = reach.administrators().restoring().get(node);
    if (snapshot == null) {
      peer.join(born.genesis());
      return;
    }
    if (!peer.joinsBySnapshot()) {
      peer.joinBySnapshot(snapshot);
    }
    missing.add(node + " takes its backup in");
  }

  private LedgerException.Refused refusal(NodeName node, LedgerException.Refused e) {
    return new LedgerException.Refused(
        e.code(),
        node + " does not join channel " + born.channel() + ": " + e.getMessage(),
        e.data());
  }

  /** Orderers that came later start where the channel names those that it has now. */
  private Block block(NodeName node, Map<NodeName, ChannelMetrics> seen) {
    return isBornWith(node) ? born.genesis() : new Newest(reach, born, new Heard(seen)).ofPeers();
  }

  /** By its address, since a guest's channel is born with whatever orderers its host then has. */
  private boolean isBornWith(NodeName node) {
    Optional<HostPort> at = reach.lineup().addresses().find(node, Roles.CLUSTER, born.from());
    return at.map(born.orderers()::contains)
        .orElseGet(() -> node.number() <= born.orderers().size());
  }
}
