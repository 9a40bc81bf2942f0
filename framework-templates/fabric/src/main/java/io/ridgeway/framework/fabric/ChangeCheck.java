package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Changeable;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of an order can't be changed while the network runs. Nodes of every role come and go, and
 * organisations with all of theirs, while some member that was there before stays; releases go up.
 */
final class ChangeCheck {
  private final NetworkSpec from;
  private final NetworkSpec to;
  private final TopologyCheck before;
  private final TopologyCheck after;
  private final List<Violation> violations = new ArrayList<>();

  /** Of two orders that can be built. */
  ChangeCheck(NetworkSpec from, NetworkSpec to) {
    this.from = from;
    this.to = to;
    this.before = new TopologyCheck(from);
    this.after = new TopologyCheck(to);
  }

  List<Violation> violations() {
    violations.clear();
    release();
    violations.addAll(
        Changeable.parameters(
            from,
            to,
            Set.of(
                TopologyCheck.ORGANISATIONS,
                TopologyCheck.OBSERVERS,
                TopologyCheck.ORDERING,
                TopologyCheck.ADMINISTRATORS,
                TopologyCheck.AUTHORITIES,
                TopologyCheck.TLS_AUTHORITIES,
                TopologyCheck.STATE)));
    if (before.couch() != after.couch()) {
      wrong(
          "parameters." + TopologyCheck.STATE,
          "Where peers keep their state is for good: a peer can't take it from one database into"
              + " another, and peers of a channel must answer the same queries. Order another"
              + " network.");
    }
    orderers();
    organisations();
    new AdministratorsCheck(from, to).violations().forEach(violations::add);
    violations.addAll(AuthoritiesCheck.violations(from, to));
    violations.addAll(after.strangers(Optional.of(before)));
    return List.copyOf(violations);
  }

  /** What it means for who uses the channel. */
  Optional<String> interruption() {
    return after.bft() && !before.bft()
        ? Optional.of(
            "While its orderers go from Raft to BFT the channel stands still: about a minute, as"
                + " each of them is started again. It can be read meanwhile, but nothing new is"
                + " ordered; submit again what was refused. There is no way back.")
        : Optional.empty();
  }

  private void release() {
    Optional<Release> was = Release.of(from.framework().version());
    Optional<Release> is = Release.of(to.framework().version());
    boolean older = is.equals(Optional.of(Release.V2_5)) && !is.equals(was);
    if (!from.framework().name().equals(to.framework().name())) {
      wrong("framework.name", "A network of " + from.framework().name() + " stays one.");
    } else if (older) {
      wrong(
          "framework.version",
          "There is no way back to Fabric "
              + to.framework().version()
              + ": the channel asks of its nodes what only newer ones can do.");
    }
  }

  private void orderers() {
    int had = before.count(Roles.ORDERER);
    int has = after.count(Roles.ORDERER);
    if (before.bft() && !after.bft()) {
      wrong(
          "parameters." + TopologyCheck.ORDERING,
          "There is no way back from BFT to Raft: Fabric knows none.");
    } else if (after.bft() && !before.bft()) {
      toBft();
    } else if (after.bft() && had != has) {
      wrong(
          "nodes." + Roles.ORDERER,
          "BFT orderers stay as many as they are: with 5 or 6 of them, which there would be on the"
              + " way between 4 and 7, more must agree and no more may fail.");
    } else if (has == 1 && had > 1) {
      wrong(
          "nodes." + Roles.ORDERER,
          "Orderers can't be reduced to 1: it would bear no loss, and on the way there are two, of"
              + " which either one could halt the channel. Keep 3.");
    }
  }

  private void toBft() {
    if (Release.of(from.framework().version()).equals(Optional.of(Release.V2_5))) {
      wrong(
          "parameters." + TopologyCheck.ORDERING,
          "Only a network that runs Fabric "
              + Release.V3.version()
              + " can go to BFT: order the newer version first, and BFT when it runs.");
    }
  }

  private void organisations() {
    swapped(before.members(), after.observers(), "a member", "an observer");
    swapped(before.observers(), after.members(), "an observer", "a member");
    Set<String> gone = new HashSet<>(before.members());
    after.members().forEach(gone::remove);
    if (gone.size() == before.members().size()) {
      wrong(
          "parameters." + TopologyCheck.ORGANISATIONS,
          "None of "
              + String.join(", ", before.members())
              + " would stay: somebody must be left who has the ledger and decides on the others."
              + " Keep one of them.");
    }
  }

  private void swapped(List<String> were, List<String> become, String was, String is) {
    for (String name : were) {
      if (become.contains(name)) {
        wrong(
            "parameters."
                + (is.endsWith("member") ? TopologyCheck.ORGANISATIONS : TopologyCheck.OBSERVERS),
            "'"
                + name
                + "' is "
                + was
                + " and can't become "
                + is
                + ": its nodes' names say what they are. Let it go, and take it in by another"
                + " name.");
      }
    }
  }

  private void wrong(String field, String message) {
    violations.add(new Violation(field, message));
  }
}
