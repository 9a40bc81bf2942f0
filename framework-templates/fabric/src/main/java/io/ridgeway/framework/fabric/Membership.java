package io.ridgeway.framework.fabric;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Level;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a channel's own configuration to the nodes that its network has: that {@link Orderers} vote
 * who should, which organisations take part with which certificates, by which peers they find each
 * other, and what all nodes must be able to do. One change at a time, each signed by the
 * administrators whose affair it is: of an organisation's own matters by its own, of who takes part
 * by most of the members'.
 *
 * <p>To look takes a signature too. So nobody looks while the network is as it was born, nor once
 * all orderers say that just so many vote as should.
 */
final class Membership {
  private final Reach reach;
  private final Born born;
  private final Heard heard;
  private final Staying staying;
  private final Orderers orderers;
  private final Updating updating;
  private final Newest reading;

  private @Nullable Block newest;
  private @Nullable Map<String, String> revocations;

  /** Of one network, for one look. */
  Membership(Reach reach, Born born, Heard heard) {
    this.reach = reach;
    this.born = born;
    this.heard = heard;
    this.staying = Staying.of(reach, born.from());
    this.orderers = new Orderers(reach, born, heard, staying);
    this.updating = new Updating(reach, born, heard);
    this.reading = new Newest(reach, born, heard);
  }

  /**
   * Does the next thing that is to be done for who stays.
   *
   * @return what is waited for, for people; empty if the channel is as it should be, but for those
   *     that {@link #release} lets go
   */
  Optional<String> converge() {
    return isSettled() ? Optional.empty() : looking(this::next);
  }

  private Optional<String> next() {
    ConfigEdit now = now();
    if (now.isMaintained() || (now.isBft() && orderers.comeToBft())) {
      return taken(toBft(now), now);
    }
    Optional<String> ordering = taken(orderers.nextVoter(now), now);
    if (ordering.isPresent()) {
      return ordering;
    }
    Members members = members(now);
    for (Map.Entry<String, List<HostPort>> organisation : staying.anchors().entrySet()) {
      String name = organisation.getKey();
      List<HostPort> anchors = organisation.getValue();
      if (!members.present().containsKey(name)) {
        if (heard.hasAnyOf(name)) {
          Member member = new Member(name, msp(name), anchors, staying.kind(name));
          return Optional.of(
              updating.order(name + " comes to the channel", members.agreeing(), now.add(member)));
        }
      } else if (!sameAs(now.anchors(name), anchors)) {
        return Optional.of(
            updating.order(
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
    return raised.isEmpty() && orderers.comeToBft() && now.isAt(Level.V3)
        ? taken(toBft(now), now)
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
    return updating.order(
        "certificates of " + name + " are revoked", List.of(name), now.msp(name, msp(name)));
  }

  /**
   * Has the channel know who is revoked, and does nothing else: what custody signs first.
   *
   * @return what is waited for, for people; empty once the channel knows all of them
   */
  Optional<String> revoke() {
    return looking(
        () -> {
          ConfigEdit now = now();
          return Stream.concat(
                  now.organisations().keySet().stream().filter(this::isPlanned),
                  now.clients().stream())
              .filter(name -> isToBeTold(name, now))
              .min(
                  Comparator.comparing(
                      (String name) -> FabricIdentities.isElsewhere(name, reach.identities())))
              .map(name -> revoked(name, now));
        });
  }

  /** Whether any node is its: who has gone from the plan has nobody who signs for it. */
  private boolean isPlanned(String organisation) {
    return reach.lineup().nodes().stream()
        .anyMatch(node -> Topology.owner(node.name()).equals(organisation));
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
      return Optional.of(
          updating.order(change.what(), List.of(Topology.ORDERING), change.edit().apply(now)));
    }
    if (next instanceof Next.Settle settle) {
      reach.administrators().settle(settle.name(), "true");
      return Optional.of(settle.what());
    }
    return Optional.empty();
  }

  private Next toBft(ConfigEdit now) {
    return orderers.nextToBft(now, Objects.requireNonNull(newest).getHeader().getNumber());
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
    if (!heard.isNewer(reach.lineup()) || now.isAt(Level.V3)) {
      return Optional.empty();
    }
    List<String> agreeing = new ArrayList<>(members.agreeing());
    agreeing.add(Topology.ORDERING);
    // Certificates that are renewed don't wait for what a member refused.
    if (!Consent.isToBeHad(reach.administrators(), agreeing)) {
      return Optional.empty();
    }
    return Optional.of(
        updating.order("all must be able to do what Fabric 3 can", agreeing, now.level(Level.V3)));
  }

  /**
   * Has the channel let go the next organisation that has no peer any more. For when nothing else
   * is to be done: who comes in its place can endorse by then.
   *
   * @return what is waited for, for people; empty if nobody is to go
   */
  Optional<String> release() {
    return isSettled() ? Optional.empty() : looking(this::nextGone);
  }

  private Optional<String> nextGone() {
    Members members = members(now());
    return members.present().keySet().stream()
        .filter(name -> !staying.anchors().containsKey(name))
        .findFirst()
        .map(
            name ->
                updating.order(name + " goes", members.agreeingWithout(name), now().remove(name)));
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
      newest =
          orderers.comeToBft() ? reading.ofOrderers(staying) : reading.ofPeersOrOrderers(staying);
    }
    return new ConfigEdit(born.channel(), Blocks.config(newest));
  }

  private static Optional<String> looking(Supplier<Optional<String>> step) {
    try {
      return step.get();
    } catch (LedgerException.Unreachable e) {
      return Optional.of("the channel's configuration: " + e.getMessage());
    }
  }

  /** Whether nothing is to be done, as far as that is told unsigned. */
  boolean isSettled() {
    return staying.isEmpty()
        || (orderers.areSettled()
            && isFoundByWhoShould()
            && revocations().isEmpty()
            && !orderers.comeToBft()
            && (!heard.isNewer(reach.lineup()) || born.configuration().isAt(Level.V3)));
  }

  private boolean isFoundByWhoShould() {
    ConfigEdit first = born.configuration();
    return first.organisations().keySet().equals(staying.anchors().keySet())
        && staying.anchors().entrySet().stream()
            .allMatch(peers -> sameAs(first.anchors(peers.getKey()), peers.getValue()));
  }

  private static boolean sameAs(List<HostPort> one, List<HostPort> other) {
    return new HashSet<>(one).equals(new HashSet<>(other));
  }
}
