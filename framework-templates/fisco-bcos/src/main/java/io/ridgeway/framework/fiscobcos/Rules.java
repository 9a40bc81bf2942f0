package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.model.network.NodeName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Raises the rules by which a chain makes its blocks to those that are ordered, once every node of
 * it answers: by then all run what was ordered with them, and can keep those rules. Nothing ever
 * lowers them.
 *
 * @param nonces gives another text of digits at each call
 */
record Rules(
    LedgerEndpoints nodes, Chain chain, Administrators administrators, Supplier<String> nonces) {
  static final String PARAMETER = "compatibilityVersion";

  private static final String SETTING = "compatibility_version";
  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

  /**
   * The next change.
   *
   * @param sights of all that answer
   * @param doors of those, and maybe of others
   * @return what it does or waits for; empty once the rules are as ordered, or nobody ordered any
   */
  Optional<String> next(Map<NodeName, NodeSight> sights, Map<NodeName, ? extends Asking> doors) {
    Optional<String> ordered =
        administrators
            .ordered()
            .flatMap(spec -> Optional.ofNullable(spec.parameters().get(PARAMETER)));
    return ordered.flatMap(wanted -> next(wanted, sights, doors));
  }

  private Optional<String> next(
      String wanted, Map<NodeName, NodeSight> sights, Map<NodeName, ? extends Asking> doors) {
    // Whoever doesn't answer would be waited for and tell nothing.
    Optional<? extends Asking> heard =
        doors.entrySet().stream()
            .filter(door -> sights.containsKey(door.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (heard.isEmpty()) {
      return doors.isEmpty()
          ? Optional.empty()
          : Optional.of("a node must answer before it is known by which rules the chain goes");
    }
    Asking door = heard.get();
    String kept =
        door.ask("getSystemConfigByKey", List.of(chain.groupId(), "", SETTING))
            .path("value")
            .asText();
    if (!VERSION.matcher(kept).matches()) {
      return Optional.of("the chain doesn't say by which rules it goes");
    }
    return isOlder(kept, wanted) ? Optional.of(raise(wanted, sights, door)) : Optional.empty();
  }

  private String raise(String wanted, Map<NodeName, NodeSight> sights, Asking door) {
    Optional<NodeName> away =
        nodes.nodes().keySet().stream().filter(node -> !sights.containsKey(node)).findFirst();
    if (away.isPresent()) {
      return away.get() + " must answer before the rules are raised to " + wanted;
    }
    long height = sights.values().stream().mapToLong(NodeSight::height).max().orElseThrow();
    return new Governing(chain, administrators, nonces)
        .act(
            door,
            height,
            "the rules are raised to " + wanted,
            chain.governance().compatibility(wanted));
  }

  /** Whether the first of two versions of three numbers comes before the second. */
  static boolean isOlder(String one, String other) {
    return Arrays.compare(numbers(one), numbers(other)) < 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
