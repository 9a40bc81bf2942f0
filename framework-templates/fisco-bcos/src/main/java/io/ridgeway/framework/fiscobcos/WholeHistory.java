package io.ridgeway.framework.fiscobcos;

import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which nodes have the transactions of all blocks. We take them from nobody (ADR 52), but a person
 * may have, and a chain on which nobody has them takes in no node any more. Pure.
 *
 * @param sights of all that answer
 * @param stays whether a node isn't on its way out
 */
record WholeHistory(Map<NodeName, NodeSight> sights, Predicate<NodeName> stays) {
  /**
   * Why that node isn't let go: it has them, and none of those that stay and answer does. Empty if
   * nothing is lost by it, or nobody else answers that could be asked.
   */
  Optional<String> losing(NodeName leaving) {
    List<NodeSight> others =
        sights.entrySet().stream()
            .filter(node -> !node.getKey().equals(leaving) && stays.test(node.getKey()))
            .map(Entry::getValue)
            .toList();
    return Optional.ofNullable(sights.get(leaving))
        .filter(NodeSight::hasAll)
        .filter(its -> !others.isEmpty() && others.stream().noneMatch(NodeSight::hasAll))
        .map(
            its ->
                leaving
                    + " is let go once a node that stays has the transactions of old blocks, which"
                    + " none of them does");
  }
}
