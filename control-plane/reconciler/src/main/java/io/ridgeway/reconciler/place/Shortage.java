package io.ridgeway.reconciler.place;

import static java.util.stream.Collectors.joining;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Says with figures why a plan can't be placed. */
final class Shortage {
  private static final String CITY_NODES = "cityNodes";

  private Shortage() {}

  static List<Violation> of(NetworkPlan plan, List<Software> alternatives, List<Site> sites) {
    List<Violation> violations = new ArrayList<>();
    for (Site site : sites) {
      if (!site.usable()) {
        violations.add(new Violation(CITY_NODES, site.problem()));
      } else if (alternatives.stream().noneMatch(site.software()::contains)) {
        violations.add(
            new Violation(
                CITY_NODES,
                "City node "
                    + site.id()
                    + " has none of the software that can run this network: "
                    + alternatives.stream().map(Software::toString).collect(joining(", "))
                    + "."));
      }
    }
    List<Site> able =
        sites.stream()
            .filter(s -> s.usable() && alternatives.stream().anyMatch(s.software()::contains))
            .toList();
    if (!able.isEmpty()) {
      violations.addAll(room(plan, able));
    }
    return violations;
  }

  private static List<Violation> room(NetworkPlan plan, List<Site> able) {
    Resources needed =
        plan.nodes().stream().map(PlannedNode::resources).reduce(Resources.NONE, Resources::plus);
    Resources free = able.stream().map(Site::free).reduce(Resources.NONE, Resources::plus);
    List<Violation> shortOf =
        Stream.of(
                shortOf("CPU", "thousandths of a core", Resources::cpuMillis, needed, free, able),
                shortOf("Memory", "MiB", Resources::memoryMib, needed, free, able),
                shortOf("Storage", "GiB", Resources::storageGib, needed, free, able))
            .flatMap(List::stream)
            .toList();
    return shortOf.isEmpty() ? List.of(fragments(plan, able)) : shortOf;
  }

  private static List<Violation> shortOf(
      String what,
      String unit,
      ToLongFunction<Resources> of,
      Resources needed,
      Resources free,
      List<Site> able) {
    long missing = of.applyAsLong(needed) - of.applyAsLong(free);
    return missing <= 0
        ? List.of()
        : List.of(
            new Violation(
                CITY_NODES,
                "%s: the nodes need %d %s, %d are free at %s, so %d are missing."
                    .formatted(
                        what,
                        of.applyAsLong(needed),
                        unit,
                        of.applyAsLong(free),
                        able.stream().map(s -> s.id().value()).collect(joining(", ")),
                        missing)));
  }

  /** In sum there is room enough, but in too small pieces. */
  private static Violation fragments(NetworkPlan plan, List<Site> able) {
    String needs =
        plan.nodes().stream()
            .map(n -> n.role() + " " + figures(n.resources()))
            .distinct()
            .collect(joining("; "));
    String has = able.stream().map(s -> s.id() + " " + figures(s.free())).collect(joining("; "));
    return new Violation(
        CITY_NODES,
        "The free room is in too small pieces, or under different software. A node needs: "
            + needs
            + ". Free: "
            + has
            + ".");
  }

  private static String figures(Resources r) {
    return "%d/1000 cores, %d MiB, %d GiB".formatted(r.cpuMillis(), r.memoryMib(), r.storageGib());
  }
}
