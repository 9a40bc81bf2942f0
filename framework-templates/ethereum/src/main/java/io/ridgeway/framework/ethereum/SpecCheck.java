package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what is wrong with a spec, each with its reason, in the order of the spec. */
final class SpecCheck {
  private final PackFile pack;
  private final Parameters parameters;

  SpecCheck(PackFile pack, Parameters parameters) {
    this.pack = pack;
    this.parameters = parameters;
  }

  List<Violation> check(NetworkSpec spec) {
    List<Violation> violations = new ArrayList<>();
    if (!spec.framework().name().equals(pack.name())) {
      violations.add(
          new Violation("framework.name", "This pack builds " + pack.name() + " networks only."));
    }
    if (!pack.versions().contains(spec.framework().version())) {
      violations.add(
          new Violation(
              "framework.version",
              "There is no such version of "
                  + pack.name()
                  + "; there is "
                  + String.join(", ", pack.versions())
                  + "."));
    }
    if (!pack.tiers().contains(spec.tier())) {
      violations.add(
          new Violation(
              "tier",
              "Ethereum networks run on nodes of their own for now: choose the "
                  + pack.tiers().stream()
                      .map(t -> t.name().toLowerCase(Locale.ROOT))
                      .sorted()
                      .collect(Collectors.joining(" or "))
                  + " tier."));
    }
    nodes(spec, violations);
    violations.addAll(parameters.check(spec.parameters()));
    return violations;
  }

  private void nodes(NetworkSpec spec, List<Violation> violations) {
    for (PackFile.Role role : pack.roles()) {
      int count = spec.nodes().getOrDefault(role.name(), 0);
      if (!role.allowed().contains(count)) {
        violations.add(
            new Violation(
                "nodes." + role.name(),
                role.title()
                    + " can't number "
                    + count
                    + ": choose "
                    + oneOf(role)
                    + ". "
                    + role.reason()));
      }
    }
    List<String> known = pack.roles().stream().map(PackFile.Role::name).toList();
    for (String role : spec.nodes().keySet()) {
      if (!known.contains(role)) {
        violations.add(
            new Violation(
                "nodes." + role,
                "There is no role of that name; there are " + String.join(", ", known) + "."));
      }
    }
  }

  private static String oneOf(PackFile.Role role) {
    List<String> counts = role.allowed().stream().map(String::valueOf).toList();
    int last = counts.size() - 1;
    return String.join(", ", counts.subList(0, last)) + " or " + counts.get(last);
  }
}
