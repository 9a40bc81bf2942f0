package io.ridgeway.framework.fabric;

import io.ridgeway.model.certificate.BroughtChain;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is wrong with the authorities that organisations bring. */
final class AuthoritiesCheck {
  private AuthoritiesCheck() {}

  /** By itself, whatever the time. */
  static List<Violation> violations(NetworkSpec spec) {
    List<Violation> violations = new ArrayList<>();
    Map<String, SortedMap<String, BroughtChain>> all = new TreeMap<>();
    for (String parameter : TopologyCheck.ROOTS) {
      try {
        all.put(parameter, new TopologyCheck(spec).roots(parameter));
      } catch (IllegalArgumentException e) {
        violations.add(wrong(parameter, String.valueOf(e.getMessage())));
      }
    }
    if (!violations.isEmpty()) {
      return violations;
    }
    Map<String, String> known = new HashMap<>();
    all.forEach(
        (parameter, roots) ->
            roots.forEach(
                (name, root) -> {
                  if (!TopologyCheck.isName(name) || name.equals(Topology.ORDERING)) {
                    violations.add(
                        wrong(
                            parameter,
                            "'"
                                + name
                                + "' is no member's or observer's name; the orderers' authorities"
                                + " are in custody."));
                  }
                  root.certificates().stream()
                      .map(pem -> known.putIfAbsent(pem, name))
                      .filter(Objects::nonNull)
                      .findFirst()
                      .ifPresent(other -> violations.add(shared(parameter, name, other)));
                }));
    Map<String, BroughtChain> enrolment =
        Objects.requireNonNull(all.get(TopologyCheck.AUTHORITIES));
    Objects.requireNonNull(all.get(TopologyCheck.TLS_AUTHORITIES)).keySet().stream()
        .filter(name -> !enrolment.containsKey(name))
        .forEach(
            name ->
                violations.add(
                    wrong(
                        TopologyCheck.TLS_AUTHORITIES,
                        name
                            + " brings an authority for TLS alone: name its authority for"
                            + " enrolment in "
                            + TopologyCheck.AUTHORITIES
                            + " too, or neither.")));
    return violations;
  }

  private static Violation shared(String parameter, String name, String other) {
    return wrong(
        parameter,
        "The root of "
            + name
            + ", or an intermediate, is "
            + other
            + "'s too: each organisation has one of its own, and another one for TLS, or who is"
            + " one's would be the other's as well.");
  }

  /** Of those that take part: what can't begin now. */
  static List<Violation> violations(NetworkSpec spec, Instant now) {
    List<Violation> violations = new ArrayList<>();
    TopologyCheck check = new TopologyCheck(spec);
    List<String> present = new ArrayList<>(check.members());
    present.addAll(check.observers());
    for (String parameter : TopologyCheck.ROOTS) {
      check
          .roots(parameter)
          .forEach(
              (name, root) -> {
                if (present.contains(name) && !root.holdsAt(now)) {
                  violations.add(
                      wrong(
                          parameter,
                          "The root of "
                              + name
                              + "'s authority isn't good now: "
                              + (root.certificates().size() == 1
                                  ? "it is from "
                                  : "with its intermediates it is from ")
                              + root.notBefore()
                              + " to "
                              + root.notAfter()
                              + "."));
                }
              });
    }
    return violations;
  }

  /** Of a change: they are for good. */
  static List<Violation> violations(NetworkSpec from, NetworkSpec to) {
    List<Violation> violations = new ArrayList<>();
    TopologyCheck before = new TopologyCheck(from);
    TopologyCheck after = new TopologyCheck(to);
    List<String> present = new ArrayList<>(before.members());
    present.addAll(before.observers());
    for (String parameter : TopologyCheck.ROOTS) {
      Map<String, BroughtChain> were = before.roots(parameter);
      Map<String, BroughtChain> are = after.roots(parameter);
      were.forEach(
          (name, root) -> {
            if (!root.equals(are.get(name))) {
              violations.add(
                  wrong(
                      parameter,
                      "The authority of "
                          + name
                          + " is the one that it is for good, also once "
                          + name
                          + " went: leave its entry as it is."));
            }
          });
      are.keySet().stream()
          .filter(name -> !were.containsKey(name) && present.contains(name))
          .forEach(
              name ->
                  violations.add(
                      wrong(
                          parameter,
                          "The authority of "
                              + name
                              + " is custody's for good: it was there when "
                              + name
                              + " came. Let it go, and take it in by another name.")));
    }
    return violations;
  }

  private static Violation wrong(String parameter, String message) {
    return new Violation("parameters." + parameter, message);
  }
}
