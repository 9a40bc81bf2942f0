package io.ridgeway.framework;

import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What packs check alike when the order of a network that runs is changed. */
public final class Changeable {
  private Changeable() {}

  /** Nothing but the numbers of nodes may differ, and those of these roles alone. */
  public static List<Violation> nodes(NetworkSpec from, NetworkSpec to, Set<String> roles) {
    List<Violation> violations = new ArrayList<>(counts(from, to, roles));
    if (!from.framework().equals(to.framework())) {
      violations.add(
          new Violation(
              "framework.version",
              "A network of "
                  + from.framework().name()
                  + " "
                  + from.framework().version()
                  + " can't become one of "
                  + to.framework().version()
                  + "."));
    }
    violations.addAll(parameters(from, to, Set.of()));
    return violations;
  }

  /** The numbers of nodes may differ of these roles alone. */
  public static List<Violation> counts(NetworkSpec from, NetworkSpec to, Set<String> roles) {
    return differing(from.nodes(), to.nodes()).stream()
        .filter(role -> !roles.contains(role))
        .map(
            role ->
                new Violation(
                    "nodes." + role,
                    "How many nodes of role "
                        + role
                        + " there are can't be changed; it can of: "
                        + (roles.isEmpty() ? "none" : String.join(", ", new TreeSet<>(roles)))
                        + "."))
        .toList();
  }

  /** These parameters alone may differ. */
  public static List<Violation> parameters(NetworkSpec from, NetworkSpec to, Set<String> may) {
    return differing(from.parameters(), to.parameters()).stream()
        .filter(name -> !may.contains(name))
        .map(
            name ->
                new Violation(
                    "parameters." + name,
                    "Parameter " + name + " is for good: the network was born with it."))
        .toList();
  }

  private static <V> Set<String> differing(Map<String, V> from, Map<String, V> to) {
    Set<String> names = new TreeSet<>(from.keySet());
    names.addAll(to.keySet());
    names.removeIf(name -> Objects.equals(from.get(name), to.get(name)));
    return names;
  }
}
