package io.ridgeway.framework.fabric;

import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who votes among a channel's orderers and who should, and the next one change that leads there.
 * Pure.
 *
 * <p>By Raft a member comes, and only then another one goes, each by a change of its own: whoever
 * comes and goes in one has the place of the other in Raft's log, and with an empty one forgets
 * what that had agreed to. Who leaves and doesn't run goes first, though: it counts in every
 * majority and adds to none, so that nothing is weaker without; and while it is one of three, no
 * fourth can be taken in, as two of four would be too few. Who runs is let go only while all others
 * do, newcomers included. By BFT one takes the other's place in one change, so that the group
 * always bears what it was made to bear; each has a number of its own, and nothing is forgotten.
 *
 * <p>No change is begun that so many orderers as run now couldn't agree to, or couldn't go on
 * after. Orderers tell each other by their TLS keys, so a certificate that was renewed for the same
 * key works as soon as its node has it; in the channel it takes the old one's place when nothing
 * else is to be done, and only while all run. A single Raft orderer can't: it would have to hand
 * its lead to somebody for that.
 *
 * @param bft whether they agree by BFT
 * @param present those that vote in the channel
 * @param wanted those that should, by their names
 * @param names of those orderers that still have an address, by it
 * @param runs whether one that votes runs, by its address
 * @param follows whether one that is to vote has the channel
 */
record Voters(
    boolean bft,
    List<Consenter> present,
    Map<NodeName, Consenter> wanted,
    Map<HostPort, NodeName> names,
    Predicate<HostPort> runs,
    Predicate<NodeName> follows) {

  Next next() {
    List<Consenter> leaving = present.stream().filter(c -> !isWanted(c.address())).toList();
    List<NodeName> coming =
        wanted.keySet().stream().filter(node -> !isPresent(at(node))).sorted().toList();
    if (leaving.isEmpty() && coming.isEmpty()) {
      return renewed();
    }
    if (up() < quorum(present.size())) {
      return new Next.Waits(
          "only %d of %d orderers run, too few to agree on a change"
              .formatted(up(), present.size()));
    }
    Optional<Consenter> dead = leaving.stream().filter(c -> !runs.test(c.address())).findFirst();
    if (bft && !leaving.isEmpty() && !coming.isEmpty()) {
      return swapped(dead.orElse(leaving.get(0)), coming);
    }
    if (dead.isPresent()) {
      return gone(dead.get());
    }
    return coming.isEmpty() ? gone(leaving.get(0)) : taken(coming);
  }

  private Next taken(List<NodeName> coming) {
    Optional<NodeName> ready = coming.stream().filter(follows).findFirst();
    if (ready.isEmpty()) {
      return fetches(coming);
    }
    int next = present.size() + 1;
    // Beside a single one the second is needed at once, and can't be proved before.
    if (next > 2 && up() < quorum(next)) {
      return new Next.Waits(
          "only %d orderers run, too few to take in %s".formatted(up(), ready.get()));
    }
    Consenter it = consenter(ready.get());
    return new Next.Change(
        ready.get() + " comes to order",
        edit -> edit.add(it).alsoAt(Topology.ORDERING, it.address()));
  }

  private Next gone(Consenter leaving) {
    // One that was taken in a moment ago doesn't vote before it has read so.
    if (runs.test(leaving.address()) && up() < present.size()) {
      return new Next.Waits(name(leaving) + " goes once all others run");
    }
    return new Next.Change(
        name(leaving) + " goes",
        edit -> edit.remove(leaving.address()).noLongerAt(Topology.ORDERING, leaving.address()));
  }

  private Next swapped(Consenter leaving, List<NodeName> coming) {
    Optional<NodeName> ready = coming.stream().filter(follows).findFirst();
    if (ready.isEmpty()) {
      return fetches(coming);
    }
    int after = up() + 1 - (runs.test(leaving.address()) ? 1 : 0);
    if (after < quorum(present.size())) {
      return new Next.Waits(
          "only %d orderers run, too few to take in %s".formatted(up(), ready.get()));
    }
    Consenter it = consenter(ready.get());
    return new Next.Change(
        ready.get() + " comes to order in place of " + name(leaving),
        edit ->
            edit.replace(leaving.address(), it)
                .alsoAt(Topology.ORDERING, it.address())
                .noLongerAt(Topology.ORDERING, leaving.address()));
  }

  private Next renewed() {
    boolean alone = !bft && present.size() == 1;
    for (Consenter old : present) {
      for (Map.Entry<NodeName, Consenter> now : wanted.entrySet()) {
        Consenter it = now.getValue();
        if (!alone && it.address().equals(old.address()) && differs(old, it)) {
          return up() < present.size()
              ? new Next.Waits(
                  "the certificate of " + now.getKey() + " waits for all orderers to run")
              : new Next.Change(
                  "the channel is told the certificate of " + now.getKey(),
                  edit -> edit.replace(it.address(), numbered(it, old.id())));
        }
      }
    }
    return new Next.Done();
  }

  private boolean differs(Consenter old, Consenter now) {
    return !old.clientTls().equals(now.clientTls())
        || !old.serverTls().equals(now.serverTls())
        || (bft && !old.identity().equals(now.identity()));
  }

  private static Consenter numbered(Consenter it, int id) {
    return new Consenter(
        id, it.address(), it.mspId(), it.identity(), it.clientTls(), it.serverTls());
  }

  private static Next fetches(List<NodeName> coming) {
    return new Next.Waits(coming.get(0) + " doesn't have the channel yet");
  }

  private boolean isWanted(HostPort address) {
    return wanted.values().stream().anyMatch(c -> c.address().equals(address));
  }

  private boolean isPresent(HostPort address) {
    return present.stream().anyMatch(c -> c.address().equals(address));
  }

  private HostPort at(NodeName node) {
    return consenter(node).address();
  }

  private Consenter consenter(NodeName node) {
    return Objects.requireNonNull(wanted.get(node));
  }

  private String name(Consenter leaving) {
    NodeName name = names.get(leaving.address());
    return name == null ? "an orderer that is gone" : name.value();
  }

  private int up() {
    return (int) present.stream().filter(c -> runs.test(c.address())).count();
  }

  /** How many of so many must agree. */
  private int quorum(int of) {
    return bft ? (of + (of - 1) / 3 + 2) / 2 : of / 2 + 1;
  }
}
