package io.ridgeway.framework.fabric;

import static java.util.stream.Collectors.toMap;

import io.ridgeway.framework.fabric.chaincode.CollectionsConfig;
import io.ridgeway.framework.fabric.chaincode.PrivateCollection;
import io.ridgeway.framework.fabric.channel.PolicyText;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is wrong with a contract's collections in one channel: what the peers would refuse, and what
 * nobody could use.
 *
 * @param peers how many peers each of the channel's organisations has
 * @param endorsers those that run contracts
 */
record CollectionsCheck(Map<String, Integer> peers, Set<String> endorsers) {
  private static final String FIELD = "collections";

  /** Of Fabric's own policies of a channel's applications. */
  private static final Set<String> POLICIES =
      Set.of(
          "Endorsement",
          "LifecycleEndorsement",
          "Admins",
          "Readers",
          "Writers",
          "/Channel/Application/Endorsement",
          "/Channel/Application/LifecycleEndorsement");

  static CollectionsCheck of(Topology topology) {
    return new CollectionsCheck(
        topology.organisations().stream()
            .collect(
                toMap(
                    Topology.Organisation::name,
                    organisation -> organisation.peers().size(),
                    Integer::sum,
                    TreeMap::new)),
        new TreeSet<>(
            topology.organisations().stream()
                .filter(organisation -> !organisation.observes())
                .map(Topology.Organisation::name)
                .toList()));
  }

  List<Violation> of(Optional<String> collections, Optional<String> before) {
    CollectionsConfig now = CollectionsConfig.NONE;
    if (collections.isPresent()) {
      try {
        now = CollectionsConfig.of(collections.get());
      } catch (IllegalArgumentException e) {
        return List.of(new Violation(FIELD, String.valueOf(e.getMessage())));
      }
    }
    List<Violation> violations = new ArrayList<>();
    now.all().forEach(one -> check(one, violations));
    if (before.isPresent()) {
      follows(now, CollectionsConfig.of(before.get()), violations);
    }
    return violations;
  }

  private void check(PrivateCollection one, List<Violation> violations) {
    String where = "Collection " + one.name();
    if (!one.policy().any()) {
      add(
          where + ": its policy says whose the data are, so it is an OR of them and nothing else.",
          violations);
    }
    one.policy().principals().stream()
        .filter(name -> !name.endsWith(".member") && !name.endsWith(".peer"))
        .findFirst()
        .ifPresent(
            name ->
                add(
                    where
                        + ": "
                        + name
                        + " leaves the organisation's peers out, which keep the data; write"
                        + " .member.",
                    violations));
    if ((one.memberOnlyRead() || one.memberOnlyWrite())
        && one.policy().principals().stream().anyMatch(name -> name.endsWith(".peer"))) {
      add(
          where
              + ": with memberOnlyRead or memberOnlyWrite no application could use it, as none is a"
              + " peer; write .member.",
          violations);
    }
    unknown(one.policy(), peers.keySet()).ifPresent(why -> add(where + ": " + why, violations));
    if (one.policy().organisations().stream().noneMatch(endorsers::contains)) {
      add(
          where
              + ": it has none of "
              + String.join(", ", endorsers)
              + ", who run contracts: nobody could write to it.",
          violations);
    }
    int others = one.policy().organisations().stream().mapToInt(this::count).sum() - 1;
    if (others >= 0 && one.requiredPeerCount() > others) {
      add(
          where
              + ": requiredPeerCount is "
              + one.requiredPeerCount()
              + ", and beside the peer that endorses there are "
              + others
              + " of its members': nobody could write to it. Ask for "
              + others
              + " or fewer, or order more peers first.",
          violations);
    }
    one.endorsement().ifPresent(rule -> check(where, rule, violations));
  }

  private int count(String organisation) {
    return peers.getOrDefault(organisation, 0);
  }

  private void check(String where, PrivateCollection.Rule rule, List<Violation> violations) {
    if (rule instanceof PrivateCollection.Signed signed) {
      unknown(signed.policy(), endorsers)
          .ifPresent(why -> add(where + ", endorsementPolicy: " + why, violations));
    } else if (!POLICIES.contains(((PrivateCollection.Referred) rule).policy())) {
      add(
          where + ", endorsementPolicy: the channel has no such policy; write Endorsement.",
          violations);
    }
  }

  private static Optional<String> unknown(PolicyText policy, Set<String> known) {
    SortedSet<String> strangers = new TreeSet<>(policy.organisations());
    strangers.removeAll(known);
    return strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "there is no organisation "
                + String.join(", ", strangers)
                + " that could: name some of "
                + String.join(", ", known)
                + ".");
  }

  /** As Fabric has it: what peers keep under a name can't be unsaid. */
  private static void follows(
      CollectionsConfig now, CollectionsConfig before, List<Violation> violations) {
    for (PrivateCollection old : before.all()) {
      Optional<PrivateCollection> next = now.find(old.name());
      if (next.isEmpty()) {
        add(
            "The version before has collection "
                + old.name()
                + ", which can't be left out: its data's hashes are on the ledger. Take it along.",
            violations);
      } else if (next.get().blockToLive() != old.blockToLive()) {
        add(
            "Collection "
                + old.name()
                + " has blockToLive "
                + old.blockToLive()
                + ", which can't become another one.",
            violations);
      }
    }
  }

  private static void add(String why, List<Violation> violations) {
    violations.add(new Violation(FIELD, why));
  }
}
