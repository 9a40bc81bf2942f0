package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a channel is its orderers' alone: who of them votes, is reached where and known by which
 * certificates, and whether they agree by Raft or by BFT. Says what is next; changes nothing.
 *
 * @param heard what the nodes say that answer
 */
record Orderers(Reach reach, Born born, Heard heard, Staying staying) {

  /** Whether just those vote who should; told unsigned, as it was born, or as all of them say. */
  boolean areSettled() {
    List<PlannedNode> orderers = staying.orderers();
    boolean alone = !born.isBft() && orderers.size() == 1;
    boolean renewed = !alone && orderers.stream().anyMatch(this::isRenewed);
    boolean asBorn =
        Set.copyOf(born.orderers())
            .equals(new HashSet<>(orderers.stream().map(staying::orders).toList()));
    return !renewed && (asBorn || heard.vote(orderers));
  }

  private boolean isRenewed(PlannedNode node) {
    return generation(
                FabricIdentities.tlsAuthority(Topology.ORDERING), FabricIdentities.tls(node.name()))
            > 1
        || (born.isBft()
            && generation(
                    FabricIdentities.enrolmentAuthority(Topology.ORDERING), node.name().value())
                > 1);
  }

  private int generation(String authority, String name) {
    return reach.identities().certificate(authority, name).generation();
  }

  /**
   * Whether they were born with Raft and are ordered to agree by BFT, which isn't done with yet.
   */
  boolean comeToBft() {
    return reach.administrators().ordered().filter(Orderers::wantsBft).isPresent()
        && !born.configuration().isBft()
        && !born.settled().containsAll(Set.of(Born.BFT_ORDERS, Born.BFT_DELIVERS));
  }

  private static boolean wantsBft(NetworkSpec ordered) {
    return !ordered.isGuest() && new TopologyCheck(ordered).bft();
  }

  /**
   * The next step from Raft to BFT.
   *
   * @param block the number of the block that the configuration is of
   */
  Next nextToBft(ConfigEdit now, long block) {
    return new Window(
            now, block, staying.consenters(), staying.peers(), heard.seen(), born.settled())
        .next();
  }

  /** The next change of who votes. */
  Next nextVoter(ConfigEdit now) {
    Map<HostPort, NodeName> names = new HashMap<>();
    reach.lineup().nodes().stream()
        .filter(node -> node.role().equals(Roles.ORDERER))
        .forEach(node -> names.put(staying.orders(node), node.name()));
    long enough = heard.enough(reach.lineup());
    return new Voters(
            now.isBft(),
            now.consenters(),
            staying.consenters(),
            names,
            at -> {
              NodeName node = names.get(at);
              ChannelMetrics said = node == null ? null : heard.seen().get(node);
              return said != null && said.joined() && said.votes();
            },
            node -> heard.blocks(node) > 0 && heard.blocks(node) >= enough)
        .next();
  }
}
