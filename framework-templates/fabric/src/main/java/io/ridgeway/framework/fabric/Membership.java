package io.ridgeway.framework.fabric;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.admin.Broadcast;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.admin.OrdererBlocks;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.framework.fabric.channel.Level;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.model.network.NetworkSpec;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a channel's own configuration to the nodes that its network has: which orderers vote and
 * are reached where, by which certificates, which organisations take part, and by which peers they
 * find each other, and what all nodes must be able to do. One change at a time, each signed by the
 * administrators whose affair it is: of an organisation's own matters by its own, of who takes part
 * by most of the members'.
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

  private @Nullable Block newest;
  private @Nullable Map<String, String> revocations;

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
   * Does the next thing that is to be done for who stays.
   *
   * @return what is waited for, for people; empty if the channel is as it should be, but for those
   *     that {@link #release} lets go
   */
  Optional<String> converge() {
    return isSettled() ? Optional.empty() : reading(this::next);
  }

  private Optional<String> next() {
    ConfigEdit now = now();
    if (now.isMaintained() || (now.isBft() && comesToBft())) {
      return taken(window(now).next(), now);
    }
    Optional<String> ordering = taken(voters(now).next(), now);
    if (ordering.isPresent()) {
      return ordering;
    }
    Members members = members(now);
    for (Map.Entry<String, List<HostPort>> organisation : peers().entrySet()) {
      String name = organisation.getKey();
      List<HostPort> anchors = organisation.getValue();
      if (!members.present().containsKey(name)) {
        if (answers(name)) {
          Member member = new Member(name, msp(name), anchors, kind(name));
          return Optional.of(
              told(name + " comes to the channel", members.agreeing(), now.add(member)));
        }
      } else if (!sameAs(now.anchors(name), anchors)) {
        return Optional.of(
            told(
                "the others are told the peers of " + name,
                List.of(name),
                now.anchors(name, anchors)));
      } else if (isToBeTold(name, now)) {
        return Optional.of(revoked(name, now));
      }
    }
    Optional<String> revoked = revokedOfGuest(now);
    if (revoked.isPresent()) {
      return revoked;
    }
    Optional<String> raised = raised(members, now);
    // Only what is of Fabric 3 throughout can agree by BFT.
    return raised.isEmpty() && comesToBft() && now.isAt(Level.V3)
        ? taken(window(now).next(), now)
        : raised;
  }

  /** Of an organisation without peers: a guest's, on its host's nodes. */
  private Optional<String> revokedOfGuest(ConfigEdit now) {
    return now.clients().stream()
        .filter(name -> isToBeTold(name, now))
        .findFirst()
        .map(name -> revoked(name, now));
  }

  private String revoked(String name, ConfigEdit now) {
    return told(
        "certificates of " + name + " are revoked", List.of(name), now.msp(name, msp(name)));
  }

  private Msp msp(String organisation) {
    return FabricIdentities.msp(organisation, reach.identities(), revocations());
  }

  /** Whether the channel takes certificates of an organisation for good that aren't any more. */
  private boolean isToBeTold(String organisation, ConfigEdit now) {
    String list = revocations().get(FabricIdentities.enrolmentAuthority(organisation));
    return list != null
        && !now.revocations(organisation).equals(List.of(list))
        && Consent.isToBeHad(reach.administrators(), List.of(organisation));
  }

  private Map<String, String> revocations() {
    if (revocations == null) {
      revocations = reach.administrators().revocations();
    }
    return revocations;
  }

  /** Does that of the orderers' matters; empty if nothing is to be done. */
  private Optional<String> taken(Next next, ConfigEdit now) {
    if (next instanceof Next.Waits waits) {
      return Optional.of(waits.what());
    }
    if (next instanceof Next.Change change) {
      return Optional.of(told(change.what(), List.of(Topology.ORDERING), change.edit().apply(now)));
    }
    if (next instanceof Next.Settle settle) {
      reach.administrators().settle(settle.name(), "true");
      return Optional.of(settle.what());
    }
    return Optional.empty();
  }

  private Members members(ConfigEdit now) {
    SortedMap<String, Member.Kind> present = now.organisations();
    return new Members(
        present,
        present.keySet().stream()
            .filter(owner -> FabricIdentities.isElsewhere(owner, reach.identities()))
            .collect(Collectors.toSet()));
  }

  /** What only newer nodes can do is asked of all once the last of them is a newer one. */
  private Optional<String> raised(Members members, ConfigEdit now) {
    if (!isNewer() || now.isAt(Level.V3)) {
      return Optional.empty();
    }
    List<String> agreeing = new ArrayList<>(members.agreeing());
    agreeing.add(Topology.ORDERING);
    // Certificates that are renewed don't wait for what a member refused.
    if (!Consent.isToBeHad(reach.administrators(), agreeing)) {
      return Optional.empty();
    }
    return Optional.of(
        told("all must be able to do what Fabric 3 can", agreeing, now.level(Level.V3)));
  }

  /** Whether all nodes say that they are of Fabric 3; those that leave read the channel as well. */
  private boolean isNewer() {
    return reach.lineup().nodes().stream()
        .filter(node -> !node.role().equals(Roles.CONTRACT))
        .map(node -> seen.get(node.name()))
        .allMatch(
            said ->
                said != null
                    && Release.ofProgram(said.version())
                        .filter(release -> release.level() == Level.V3)
                        .isPresent());
  }

  /**
   * Has the channel let go the next organisation that has no peer any more. For when nothing else
   * is to be done: who comes in its place can endorse by then.
   *
   * @return what is waited for, for people; empty if nobody is to go
   */
  Optional<String> release() {
    return isSettled() ? Optional.empty() : reading(this::nextGone);
  }

  private Optional<String> nextGone() {
    Members members = members(now());
    return members.present().keySet().stream()
        .filter(name -> !peers().containsKey(name))
        .findFirst()
        .map(name -> told(name + " goes", members.agreeingWithout(name), now().remove(name)));
  }

  /**
   * Whether a node's organisation has the channel's leave to read it. One of whose nodes none was
   * there before is looked up.
   *
   * @throws LedgerException.Unreachable if no peer says who takes part
   */
  boolean mayRead(NodeName node) {
    String owner = Topology.owner(node);
    List<PlannedNode> own =
        reach.lineup().nodes().stream()
            .filter(n -> Topology.owner(n.name()).equals(owner))
            .toList();
    return owner.equals(Topology.ORDERING)
        || own.isEmpty()
        || own.stream().anyMatch(n -> n.standing() != Standing.JOINING)
        || now().organisations().containsKey(owner);
  }

  private ConfigEdit now() {
    if (newest == null) {
      newest = comesToBft() ? fromOrderers() : fromPeers();
    }
    return new ConfigEdit(born.channel(), Blocks.config(newest));
  }

  /** Or from an orderer, if every peer began with a snapshot after the block. */
  private Block fromPeers() {
    try {
      return newest(reach, born, seen);
    } catch (LedgerException.Refused e) {
      return fromOrderers();
    }
  }

  /** Peers get nothing in the {@link Window}. */
  private Block fromOrderers() {
    NodeName orderer =
        orderers().stream()
            .map(PlannedNode::name)
            .filter(seen::containsKey)
            .max(Comparator.comparing(node -> blocks(seen, node)))
            .orElseThrow(() -> new LedgerException.Unreachable("no orderer answers"));
    String reason = "the configuration of channel " + born.channel() + " is read";
    return new OrdererBlocks(
            reach.connect(orderer, Roles.CLUSTER),
            reach.administrator(Topology.ORDERING, reason),
            reach.nonces(),
            reach.clock())
        .config(born.channel());
  }

  private static Optional<String> reading(Supplier<Optional<String>> step) {
    try {
      return step.get();
    } catch (LedgerException.Unreachable e) {
      return Optional.of("the channel's configuration: " + e.getMessage());
    }
  }

  /** Whether nothing is to be done, as far as that is told unsigned. */
  boolean isSettled() {
    return staying.isEmpty()
        || (isOrderedByWhoShould()
            && isFoundByWhoShould()
            && revocations().isEmpty()
            && !comesToBft()
            && (!isNewer() || born.configuration().isAt(Level.V3)));
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
   * The channel's newest configuration block, from the peer that has most of it; from the next one
   * where that refuses, as one does that began with a snapshot after that block. Who leaves isn't
   * asked: the channel may have let it go, and it wouldn't know what came after.
   *
   * @throws LedgerException.Unreachable if no peer has it
   */
  static Block newest(Reach reach, Born born, Map<NodeName, ChannelMetrics> seen) {
    List<NodeName> peers =
        seen.keySet().stream()
            .filter(node -> !Topology.owner(node).equals(Topology.ORDERING))
            .filter(node -> blocks(seen, node) > 0)
            .filter(node -> reach.lineup().find(node).map(PlannedNode::stays).orElse(true))
            .sorted(
                Comparator.comparing((NodeName node) -> blocks(seen, node))
                    .reversed()
                    .thenComparing(node -> node))
            .toList();
    LedgerException why = new LedgerException.Unreachable("no peer has it");
    for (NodeName peer : peers) {
      try {
        return reach
            .peer(peer, "the configuration of channel " + born.channel() + " is read")
            .config(born.channel());
      } catch (LedgerException.Refused e) {
        why = e;
      }
    }
    throw why;
  }

  private static long blocks(Map<NodeName, ChannelMetrics> seen, NodeName node) {
    ChannelMetrics said = seen.get(node);
    return said == null ? 0 : said.blocks().orElse(0);
  }

  /** Unsigned: as it was born, or as all of them say. */
  private boolean isOrderedByWhoShould() {
    List<PlannedNode> orderers = orderers();
    boolean alone = !born.isBft() && orderers.size() == 1;
    boolean renewed =
        !alone
            && orderers.stream()
                .anyMatch(
                    node ->
                        generation(FabricIdentities.tlsAuthority(Topology.ORDERING), node) > 1
                            || (born.isBft() && enrolments(node) > 1));
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

  private boolean isFoundByWhoShould() {
    ConfigEdit first = born.configuration();
    return first.organisations().keySet().equals(peers().keySet())
        && peers().entrySet().stream()
            .allMatch(peers -> sameAs(first.anchors(peers.getKey()), peers.getValue()));
  }

  private boolean answers(String organisation) {
    return seen.keySet().stream().anyMatch(node -> Topology.owner(node).equals(organisation));
  }

  private Member.Kind kind(String organisation) {
    return staying.stream()
            .filter(node -> Topology.owner(node.name()).equals(organisation))
            .anyMatch(node -> node.role().equals(Roles.OBSERVER))
        ? Member.Kind.OBSERVER
        : Member.Kind.FULL;
  }

  private static boolean sameAs(List<HostPort> one, List<HostPort> other) {
    return new HashSet<>(one).equals(new HashSet<>(other));
  }

  /** Whether it was born with Raft and is ordered to agree by BFT, which isn't done with yet. */
  private boolean comesToBft() {
    return reach.administrators().ordered().filter(Membership::wantsBft).isPresent()
        && !born.configuration().isBft()
        && !born.settled().containsAll(Set.of(Born.BFT_ORDERS, Born.BFT_DELIVERS));
  }

  private static boolean wantsBft(NetworkSpec ordered) {
    return !ordered.isGuest() && new TopologyCheck(ordered).bft();
  }

  private Window window(ConfigEdit now) {
    Set<NodeName> peers =
        staying.stream()
            .filter(node -> !node.role().equals(Roles.ORDERER))
            .map(PlannedNode::name)
            .collect(Collectors.toSet());
    long block = Objects.requireNonNull(newest).getHeader().getNumber();
    return new Window(now, block, wanted(), peers, seen, born.settled());
  }

  private Map<NodeName, Consenter> wanted() {
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
    return wanted;
  }

  private Voters voters(ConfigEdit now) {
    Map<HostPort, NodeName> names = new HashMap<>();
    reach.lineup().nodes().stream()
        .filter(node -> node.role().equals(Roles.ORDERER))
        .forEach(node -> names.put(orders(node), node.name()));
    long enough = enough(reach.lineup(), seen);
    return new Voters(
        now.isBft(),
        now.consenters(),
        wanted(),
        names,
        at -> {
          NodeName node = names.get(at);
          ChannelMetrics said = node == null ? null : seen.get(node);
          return said != null && said.joined() && said.votes();
        },
        node -> blocks(seen, node) > 0 && blocks(seen, node) >= enough);
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

  /** Has a change ordered that these organisations' administrators may decide together. */
  private String told(String what, List<String> decide, ConfigEdit edit) {
    String reason = "a change of channel " + born.channel() + ": " + what;
    Consent.Result consent = new Consent(reach, what, reason).to(edit.update(), decide);
    if (consent instanceof Consent.Awaited awaited) {
      return what + " once " + String.join(", ", awaited.organisations()) + " signed";
    }
    Consent.Given given = (Consent.Given) consent;
    try {
      new Broadcast(reach.connect(taker(), Roles.CLUSTER), PATIENCE_SECONDS)
          .send(
              given
                  .update()
                  .envelope(
                      given.signatures(),
                      // Whoever watches only may decide on itself, but has nothing ordered.
                      reach.administrator(Topology.ORDERING, reason),
                      Instant.now(reach.clock()),
                      reach.nonces().get()));
      reach.administrators().used();
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
