package io.ridgeway.framework.fabric;

import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What can't be changed of a network in which some administrators keep their keys: who they are,
 * and more than one thing that they sign at once, since they may refuse each.
 */
record AdministratorsCheck(NetworkSpec from, NetworkSpec to) {
  List<Violation> violations() {
    Map<String, String> were = administrators(from);
    Map<String, String> are = administrators(to);
    TopologyCheck before = new TopologyCheck(from);
    Set<String> present = new HashSet<>(before.members());
    present.addAll(before.observers());
    List<Violation> violations = new ArrayList<>();
    were.forEach(
        (name, request) -> {
          if (!request.equals(are.get(name))) {
            violations.add(
                wrong(
                    TopologyCheck.ADMINISTRATORS,
                    "The administrator of "
                        + name
                        + " is the one that it is for good, also once "
                        + name
                        + " went: leave its entry as it is."));
          }
        });
    are.keySet().stream()
        .filter(name -> !were.containsKey(name) && present.contains(name))
        .map(
            name ->
                wrong(
                    TopologyCheck.ADMINISTRATORS,
                    "The key of "
                        + name
                        + "'s administrator is in custody for good: it was there when "
                        + name
                        + " came. Let it go, and take it in by another name."))
        .forEach(violations::add);
    if (!are.isEmpty() && changes() > 1) {
      violations.add(
          wrong(
              TopologyCheck.ORGANISATIONS,
              "Where an administrator keeps its key, one thing is changed at a time, so that a"
                  + " refusal leaves nothing half done: one organisation that comes or goes, the"
                  + " number of peers or of orderers, or the release. Order one after the other."));
    }
    return violations;
  }

  /** How many things differ that are told to the channel one after another. */
  private long changes() {
    TopologyCheck before = new TopologyCheck(from);
    TopologyCheck after = new TopologyCheck(to);
    Set<String> were = new HashSet<>(before.members());
    were.addAll(before.observers());
    Set<String> are = new HashSet<>(after.members());
    are.addAll(after.observers());
    long moved =
        Stream.concat(were.stream(), are.stream())
            .distinct()
            .filter(name -> !were.contains(name) || !are.contains(name))
            .count();
    boolean peers =
        each(before.members(), before.count(Roles.PEER))
                != each(after.members(), after.count(Roles.PEER))
            || each(before.observers(), before.count(Roles.OBSERVER))
                    != each(after.observers(), after.count(Roles.OBSERVER))
                && !before.observers().isEmpty()
                && !after.observers().isEmpty();
    boolean orderers =
        before.count(Roles.ORDERER) != after.count(Roles.ORDERER) || before.bft() != after.bft();
    boolean release = !from.framework().equals(to.framework());
    return moved + Stream.of(peers, orderers, release).filter(differs -> differs).count();
  }

  private static int each(List<String> organisations, int nodes) {
    return organisations.isEmpty() ? 0 : nodes / organisations.size();
  }

  private static Map<String, String> administrators(NetworkSpec spec) {
    try {
      return new TopologyCheck(spec).administrators();
    } catch (IllegalArgumentException e) {
      // Both are known to be right by now, but for a pack that has become stricter.
      return new TreeMap<>();
    }
  }

  private static Violation wrong(String parameter, String message) {
    return new Violation("parameters." + parameter, message);
  }
}
