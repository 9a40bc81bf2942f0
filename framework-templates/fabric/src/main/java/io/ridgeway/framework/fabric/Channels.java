package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.fabric.admin.OrdererAdmin;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Channels on the nodes of another network, each a network by itself: its tenant's organisation has
 * clients and no peers, the host's members endorse, most of them each transaction, and the host's
 * orderers order. The one contract that a host runs serves all channels that start from it.
 *
 * @param nonces gives 24 random bytes at each call
 * @param windows how peers are rid of what deleted ones left
 */
record Channels(Clock clock, Supplier<byte[]> nonces, Clearing windows) implements Hosting {
  /** So many members' peers at least must agree on what strangers store. */
  private static final int FEWEST_MEMBERS = 2;

  private static final int MIB_A_GIB = 1024;
  private static final int MIB_A_CHANNEL = 128;

  /** What is left is for blocks. */
  private static final double SPARED = 0.9;

  private static final Optional<String> ELSEWHERE =
      Optional.of("It has a member whose administrator keeps its key, and would have to be asked.");

  @Override
  public Optional<String> obstacle(NetworkSpec host) {
    if (host.isGuest()) {
      return Optional.of("It has no nodes of its own.");
    }
    Topology topology = Topology.of(host);
    if (isAdministeredElsewhere(topology)) {
      return ELSEWHERE;
    }
    long members = topology.organisations().stream().filter(o -> !o.observes()).count();
    if (members < FEWEST_MEMBERS) {
      return Optional.of(
          "It has one member, and what strangers store must be endorsed by the peers of "
              + FEWEST_MEMBERS
              + " at least.");
    }
    if (members < topology.organisations().size()) {
      return Optional.of("It has observers, who would watch every guest's channel.");
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> obstacle(NetworkSpec guest, NetworkSpec host) {
    GuestSpec wanted = new GuestSpec(guest);
    if (host.isGuest()) {
      return Optional.of("It has no nodes of its own.");
    }
    if (!host.framework().equals(guest.framework())) {
      return Optional.of(
          "It runs " + host.framework().name() + " " + host.framework().version() + ".");
    }
    // On one's own nodes one's own observers may watch, and one member may do.
    Optional<String> ofItself = wanted.host().isPresent() ? Optional.empty() : obstacle(host);
    if (ofItself.isPresent()) {
      return ofItself;
    }
    Topology topology = Topology.of(host);
    if (isAdministeredElsewhere(topology)) {
      return ELSEWHERE;
    }
    if (topology.organisationNames().contains(wanted.organisation())) {
      return Optional.of(
          "It has an organisation named " + wanted.organisation() + ": choose another name.");
    }
    if (wanted.contract().isPresent() && !wanted.contract().equals(topology.contract())) {
      return Optional.of(
          topology
              .contract()
              .map(c -> "The contract that it runs is " + c + ".")
              .orElse("It runs no contract."));
    }
    return Optional.empty();
  }

  /** An orderer keeps two files of 64 MiB ready for each channel's log; the host's own is one. */
  @Override
  public int room(NetworkSpec host) {
    return Math.max(0, (int) (host.storageGib() * MIB_A_GIB * SPARED / MIB_A_CHANNEL) - 1);
  }

  @Override
  public Optional<NetworkId> named(NetworkSpec guest) {
    return new GuestSpec(guest).host();
  }

  @Override
  public NetworkPlan plan(NetworkSpec guest, Roster roster, NetworkSpec host) {
    return new GuestSpec(guest).plan(roster, Topology.of(host));
  }

  @Override
  public BirthRecord birth(BirthInput guest, Host host) {
    return Born.guest(guest, host, nonces.get()).record();
  }

  /**
   * Has the orderers forget the channel, so that nothing is ever added to it. A peer can be rid of
   * it only while it is stopped.
   */
  @Override
  public Optional<String> leave(LedgerEndpoints nodes, Administrators administrators) {
    String channel = Born.channel(nodes.birth());
    List<String> silent = new ArrayList<>();
    try (Reach reach = new Reach(nodes, administrators, nonces, clock)) {
      for (NodeName node : orderers(nodes)) {
        try {
          OrdererAdmin orderer = reach.orderer(node);
          if (orderer.participation(channel).isPresent()) {
            orderer.remove(channel);
          }
        } catch (LedgerException.Unreachable e) {
          reach
              .whyUnsigned()
              .ifPresent(
                  why -> {
                    throw why;
                  });
          silent.add(node + " does not answer");
        }
      }
    }
    return silent.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", silent));
  }

  @Override
  public Optional<Clearing> clearing() {
    return Optional.of(windows);
  }

  private static boolean isAdministeredElsewhere(Topology host) {
    return host.organisationNames().stream().anyMatch(host.administrators()::containsKey);
  }

  private static TreeSet<NodeName> orderers(LedgerEndpoints nodes) {
    TreeSet<NodeName> orderers = new TreeSet<>(nodes.voters());
    nodes.nodes().keySet().stream()
        .filter(node -> Topology.owner(node).equals(Topology.ORDERING))
        .forEach(orderers::add);
    return orderers;
  }
}
