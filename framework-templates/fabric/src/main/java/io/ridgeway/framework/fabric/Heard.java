package io.ridgeway.framework.fabric;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.channel.Level;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the nodes say that answer: how far they are, who votes and leads, and of which release they
 * are. Pure.
 */
record Heard(Map<NodeName, ChannelMetrics> seen) {

  /** How many blocks a node has; 0 if it says nothing. */
  long blocks(NodeName node) {
    ChannelMetrics said = seen.get(node);
    return said == null ? 0 : said.blocks().orElse(0);
  }

  /**
   * How many blocks a node that comes must have before it is counted on: as many as the least of
   * those that were there before and aren't behind.
   */
  long enough(Lineup lineup) {
    List<Long> known =
        lineup.nodes().stream()
            .filter(node -> node.standing() != Standing.JOINING)
            .map(node -> blocks(node.name()))
            .filter(has -> has > 0)
            .toList();
    long most = known.stream().mapToLong(Long::longValue).max().orElse(0);
    return known.stream()
        .mapToLong(Long::longValue)
        .filter(has -> has >= most - Findings.BEHIND)
        .min()
        .orElse(most);
  }

  /** Whether a node of that organisation answers. */
  boolean hasAnyOf(String organisation) {
    return seen.keySet().stream().anyMatch(node -> Topology.owner(node).equals(organisation));
  }

  /** Whether all nodes say that they are of Fabric 3; those that leave read the channel as well. */
  boolean isNewer(Lineup lineup) {
    return lineup.nodes().stream()
        .filter(node -> !node.role().equals(Roles.CONTRACT))
        .map(node -> seen.get(node.name()))
        .allMatch(
            said ->
                said != null
                    && Release.ofProgram(said.version())
                        .filter(release -> release.level() == Level.V3)
                        .isPresent());
  }

  /** Whether all of these vote, and say that just so many do. */
  boolean vote(List<PlannedNode> orderers) {
    return orderers.stream()
        .map(node -> seen.get(node.name()))
        .allMatch(
            said -> said != null && said.votes() && said.voters().orElse(0) == orderers.size());
  }

  /** The peers that have something of the channel, who has most of it first. */
  List<NodeName> peers() {
    return seen.keySet().stream()
        .filter(node -> !Topology.owner(node).equals(Topology.ORDERING))
        .filter(node -> blocks(node) > 0)
        .sorted(Comparator.comparing(this::blocks).reversed().thenComparing(node -> node))
        .toList();
  }

  /**
   * The orderer that a change is given to: who leads knows best who runs; another one that votes if
   * none does.
   *
   * @throws LedgerException.Unreachable if none votes
   */
  NodeName taker() {
    return seen.keySet().stream()
        .filter(this::votes)
        .max(
            Comparator.comparing((NodeName node) -> leads(node))
                .thenComparing(this::blocks)
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow(() -> new LedgerException.Unreachable("no orderer answers"));
  }

  private boolean votes(NodeName node) {
    ChannelMetrics said = seen.get(node);
    return said != null && said.votes();
  }

  private boolean leads(NodeName node) {
    ChannelMetrics said = seen.get(node);
    return said != null && said.leader();
  }
}
