package io.ridgeway.engine.network;

import io.ridgeway.model.network.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the reconciler's passes found out of a network, beside its state.
 *
 * @param made what is settled so far
 * @param nodes how its nodes were when last seen
 * @param height the ledger's height when last seen, -1 if never
 * @param readyAt when it was first ready: from here on node-hours count
 */
public record Found(
    Made made,
    List<NodeStatus> nodes,
    List<Condition> conditions,
    long height,
    Optional<Instant> readyAt) {
  public static final Found NOTHING =
      new Found(Made.NOTHING, List.of(), List.of(), -1, Optional.empty());

  public Found {
    nodes = List.copyOf(nodes);
    conditions = List.copyOf(conditions);
  }

  Found with(Made next) {
    return new Found(next, nodes, conditions, height, readyAt);
  }

  Found seen(List<NodeStatus> nodesNow, List<Condition> conditionsNow, long heightNow) {
    return new Found(made, nodesNow, conditionsNow, heightNow, readyAt);
  }

  Found readyFrom(Instant at) {
    return new Found(made, nodes, conditions, height, Optional.of(readyAt.orElse(at)));
  }
}
