package io.ridgeway.framework.fabric;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.admin.Broadcast;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.framework.fabric.channel.SignableUpdate;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.HostPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Keeps a channel's own configuration to the nodes that its network has: which orderers vote and
 * are reached where, by which certificates, and by which peers organisations find each other. One
 * change at a time, each signed by the one administrator whose affair it is.
 *
 * <p>To look takes a signature too. So nobody looks while the network is as it was born, nor once
 * all orderers say that just so many vote as should.
 */
final class Membership {
  /** An orderer answers a change once it has checked it; it is ordered afterwards. */
  private static final int PATIENCE_SECONDS = 4;

  private final Reach reach;
  private final Born born;
  private final Map<NodeName, ChannelMetrics> seen;

  /** The nodes that stay, but contracts' services. */
  private final List<PlannedNode> staying;

  /**
   * Of one network, for one look.
   *
   * @param seen what the nodes say that answer
   */
  Membership(Reach reach, Born born, Map<NodeName, ChannelMetrics> seen) {
    this.reach = reach;
    this.born = born;
    this.seen = seen;
    this.staying =
        reach.lineup().nodes().stream()
            .filter(node -> node.stays() && !node.role().equals(Roles.CONTRACT))
            .toList();
  }

  /**
   * Does the next thing that is to be done.
   *
   * @return what is waited for, for people; empty if the channel is as it should be
   */
  Optional<String> converge() {
    if (isSettled()) {
      return Optional.empty();
    }
    try {
      ConfigEdit now = new ConfigEdit(born.channel(), Blocks.config(newest(reach, born, seen)));
      Voters.Step step = voters(now).next();
      if (step instanceof Voters.Waits waits) {
        return Optional.of(waits.what());
      }
      if (step instanceof Voters.Change change) {
        return Optional.of(told(change.what(), Topology.ORDERING, change.edit().apply(now)));
      }
      for (Map.Entry<String, List<HostPort>> organisation : peers().entrySet()) {
        String name = organisation.getKey();
        if (!sameAs(now.anchors(name), organisation.getValue())) {
          return Optional.of(
              told(
                  "the others are told the peers of " + name,
                  name,
                  now.anchors(name, organisation.getValue())));
        }
      }
      return Optional.empty();
    } catch (LedgerException.Unreachable e) {
      return Optional.of("the channel's configuration: " + e.getMessage());
    }
  }

  /** Whether nothing is to be done, as far as that is told unsigned. */
  boolean isSettled() {
    return staying.isEmpty()
        || (isOrderedByWhoShould() && isFoundByWhoShould(born.configuration()));
  }

  /**
   * How many blocks a node that comes must have before it is counted on: as many as the least of
   * those that were there before and aren't behind.
   */
  static long enough(Lineup lineup, Map<NodeName, ChannelMetrics> seen) {
    List<Long> known =
        lineup.nodes().stream()
            .filter(node -> node.standing() != Standing.JOINING)
            .map(node -> blocks(seen, node.name()))
            .filter(has -> has > 0)
            .toList();
    long most = known.stream().mapToLong(Long::longValue).max().orElse(0);
    return known.stream()
        .mapToLong(Long::longValue)
        .filter(has -> has >= most - Findings.BEHIND)
        .min()
        .orElse(most);
  }

  /**
   * The channel's newest configuration block, from the peer that has most of it.
   *
   * @throws LedgerException.Unreachable if no peer has it
   */
  static Block newest(Reach reach, Born born, Map<NodeName, ChannelMetrics> seen) {
    NodeName peer =
        seen.keySet().stream()
            .filter(node -> !Topology.owner(node).equals(Topology.ORDERING))
            .filter(node -> blocks(seen, node) > 0)
            .max(Comparator.comparing(node -> blocks(seen, node)))
            .orElseThrow(() -> new LedgerException.Unreachable("no peer has it"));
    return reach
        .peer(peer, "the configuration of channel " + born.channel() + " is read")
        .config(born.channel());
  }

  private static long blocks(Map<NodeName, ChannelMetrics> seen, NodeName node) {
    ChannelMetrics said = seen.get(node);
    return said == null ? 0 : said.blocks().orElse(0);
  }

  /** Unsigned: as it was born, or as all of them say. */
  private boolean isOrderedByWhoShould() {
    List<PlannedNode> orderers = orderers();
    boolean alone = !isBft() && orderers.size() == 1;
    boolean renewed =
        !alone
            && orderers.stream()
                .anyMatch(
                    node ->
                        generation(FabricIdentities.tlsAuthority(Topology.ORDERING), node) > 1
                            || (isBft() && enrolments(node) > 1));
    boolean asBorn = sameAs(born.orderers(), orderers.stream().map(this::orders).toList());
    boolean asSaid =
        orderers.stream()
            .map(node -> seen.get(node.name()))
            .allMatch(
                said -> said != null && said.votes() && said.voters().orElse(0) == orderers.size());
    return !renewed && (asBorn || asSaid);
  }

  private int generation(String authority, PlannedNode node) {
    return reach
        .identities()
        .certificate(authority, FabricIdentities.tls(node.name()))
        .generation();
  }

  private int enrolments(PlannedNode node) {
    return reach
        .identities()
        .certificate(FabricIdentities.enrolmentAuthority(Topology.ORDERING), node.name().value())
        .generation();
  }

  private boolean isFoundByWhoShould(ConfigEdit configuration) {
    return peers().entrySet().stream()
        .allMatch(peers -> sameAs(configuration.anchors(peers.getKey()), peers.getValue()));
  }

  private static boolean sameAs(List<HostPort> one, List<HostPort> other) {
    return new HashSet<>(one).equals(new HashSet<>(other));
  }

  private Voters voters(ConfigEdit now) {
    Map<NodeName, Consenter> wanted = new TreeMap<>();
    for (PlannedNode node : orderers()) {
      NodeIdentity identity =
          FabricIdentities.node(node.name(), Topology.ORDERING, reach.identities());
      wanted.put(
          node.name(),
          new Consenter(
              node.name().number(),
              orders(node),
              Topology.ORDERING,
              identity.enrolment(),
              identity.tls(),
              identity.tls()));
    }
    Map<HostPort, NodeName> names = new HashMap<>();
    reach.lineup().nodes().stream()
        .filter(node -> node.role().equals(Roles.ORDERER))
        .forEach(node -> names.put(orders(node), node.name()));
    long enough = enough(reach.lineup(), seen);
    return new Voters(
        isBft(),
        now.consenters(),
        wanted,
        names,
        at -> {
          NodeName node = names.get(at);
          ChannelMetrics said = node == null ? null : seen.get(node);
          return said != null && said.joined() && said.votes();
        },
        node -> blocks(seen, node) > 0 && blocks(seen, node) >= enough);
  }

  private boolean isBft() {
    return born.configuration().isBft();
  }

  private List<PlannedNode> orderers() {
    return staying.stream().filter(node -> node.role().equals(Roles.ORDERER)).toList();
  }

  /** The peers of each organisation, where others reach them. */
  private Map<String, List<HostPort>> peers() {
    Map<String, List<HostPort>> peers = new TreeMap<>();
    for (PlannedNode node : staying) {
      if (!node.role().equals(Roles.ORDERER)) {
        peers
            .computeIfAbsent(Topology.owner(node.name()), owner -> new ArrayList<>())
            .add(reached(node, Roles.GOSSIP));
      }
    }
    return peers;
  }

  private HostPort orders(PlannedNode node) {
    return reached(node, Roles.CLUSTER);
  }

  private HostPort reached(PlannedNode node, String port) {
    return reach.lineup().addresses().get(node.name(), port, born.from());
  }

  /** Has a change ordered that an organisation's administrator may decide. */
  private String told(String what, String decides, ConfigEdit edit) {
    String reason = "a change of channel " + born.channel() + ": " + what;
    SigningIdentity administrator = reach.administrator(decides, reason);
    SignableUpdate update = SignableUpdate.of(edit.update());
    try {
      new Broadcast(reach.connect(taker(), Roles.CLUSTER), PATIENCE_SECONDS)
          .send(
              update.envelope(
                  List.of(update.approve(administrator, reach.nonces().get())),
                  // Whoever watches only may decide on itself, but has nothing ordered.
                  reach.administrator(Topology.ORDERING, reason),
                  Instant.now(reach.clock()),
                  reach.nonces().get()));
      return what;
    } catch (LedgerException.Refused | LedgerException.Unreachable e) {
      // It may have been ordered a moment ago, or be made from what isn't the newest any more: the
      // next look tells.
      return what + " as soon as the orderers take it: " + e.getMessage();
    }
  }

  /** Who leads knows best who runs; another one that votes if none does. */
  private NodeName taker() {
    Set<NodeName> voting = new HashSet<>();
    seen.forEach(
        (node, said) -> {
          if (said.votes()) {
            voting.add(node);
          }
        });
    return voting.stream()
        .max(
            Comparator.comparing((NodeName node) -> leads(node))
                .thenComparing(node -> blocks(seen, node))
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow(() -> new LedgerException.Unreachable("no orderer answers"));
  }

  private boolean leads(NodeName node) {
    ChannelMetrics said = seen.get(node);
    return said != null && said.leader();
  }
}
