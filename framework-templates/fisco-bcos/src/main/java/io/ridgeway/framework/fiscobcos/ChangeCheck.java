package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Changeable;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of an order can't be changed while the chain runs. Nodes come and go, releases and rules go
 * up; what stands in the genesis is for good.
 *
 * @param from an order that runs
 * @param to another one that can be built
 */
record ChangeCheck(PackFile pack, NetworkSpec from, NetworkSpec to) {
  private static final Set<String> CHANGEABLE = Set.of(Rules.PARAMETER, "minSealMillis");

  List<Violation> violations() {
    List<Violation> violations =
        new ArrayList<>(
            Changeable.counts(from, to, Set.of(FiscoBcosPack.SEALER, FiscoBcosPack.OBSERVER)));
    if (!from.framework().name().equals(to.framework().name())) {
      violations.add(
          new Violation(
              "framework.name", "A network of " + from.framework().name() + " stays one."));
    } else if (Rules.isOlder(software(to), software(from))) {
      violations.add(
          new Violation(
              "framework.version",
              "There is no way back from "
                  + from.framework().version()
                  + " to "
                  + to.framework().version()
                  + ": older nodes can't read what newer ones wrote."));
    } else if (pack.release(from).keyPageSize() != pack.release(to).keyPageSize()) {
      violations.add(
          new Violation(
              "framework.version",
              "Nodes of "
                  + to.framework().version()
                  + " lay their storage out otherwise than those of "
                  + from.framework().version()
                  + " and can't read theirs: order another network."));
    }
    violations.addAll(Changeable.parameters(from, to, CHANGEABLE));
    rules().ifPresent(violations::add);
    return List.copyOf(violations);
  }

  private String software(NetworkSpec spec) {
    return pack.release(spec).software();
  }

  private Optional<Violation> rules() {
    Optional<String> were = Optional.ofNullable(from.parameters().get(Rules.PARAMETER));
    Optional<String> are = Optional.ofNullable(to.parameters().get(Rules.PARAMETER));
    if (were.isPresent() && are.filter(now -> !Rules.isOlder(now, were.get())).isEmpty()) {
      return Optional.of(
          new Violation(
              "parameters." + Rules.PARAMETER,
              "The rules of a chain are never lowered: leave "
                  + were.get()
                  + ", or choose newer ones."));
    }
    return Optional.empty();
  }
}
