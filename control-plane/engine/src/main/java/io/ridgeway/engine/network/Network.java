package io.ridgeway.engine.network;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A network: what is wanted of it, and what is known of it.
 *
 * @param desire what is wanted
 * @param fence the token that its writers carry; raised at each takeover and each change of desire
 * @param made what the reconciler has settled so far
 * @param nodes how its nodes were when last seen
 * @param height the ledger's height when last seen, -1 if never
 * @param readyAt when it was first ready: from here on node-hours count
 * @param removalAt when its removal was asked for: from here on they don't
 */
public record Network(
    NetworkId id,
    TenantId tenant,
    NetworkSpec spec,
    Desire desire,
    NetworkState state,
    long fence,
    Made made,
    List<NodeStatus> nodes,
    List<Condition> conditions,
    long height,
    Instant createdAt,
    Optional<Instant> readyAt,
    Optional<Instant> removalAt) {
  public Network {
    nodes = List.copyOf(nodes);
    conditions = List.copyOf(conditions);
  }

  /** What is wanted of a network. */
  public enum Desire {
    RUNNING,
    DELETED
  }

  /** A network that was just ordered. */
  public static Network ordered(NetworkId id, TenantId tenant, NetworkSpec spec, Instant now) {
    return new Network(
        id,
        tenant,
        spec,
        Desire.RUNNING,
        new NetworkState.Requested(),
        1,
        Made.NOTHING,
        List.of(),
        List.of(),
        -1,
        now,
        Optional.empty(),
        Optional.empty());
  }

  public Network with(NetworkState next) {
    return new Network(
        id,
        tenant,
        spec,
        desire,
        next,
        fence,
        made,
        nodes,
        conditions,
        height,
        createdAt,
        readyAt,
        removalAt);
  }

  public Network with(Made next) {
    return new Network(
        id,
        tenant,
        spec,
        desire,
        state,
        fence,
        next,
        nodes,
        conditions,
        height,
        createdAt,
        readyAt,
        removalAt);
  }

  /** With what was seen of it. */
  public Network seen(List<NodeStatus> nodesNow, List<Condition> conditionsNow, long heightNow) {
    return new Network(
        id,
        tenant,
        spec,
        desire,
        state,
        fence,
        made,
        nodesNow,
        conditionsNow,
        heightNow,
        createdAt,
        readyAt,
        removalAt);
  }

  /** Ready for the first time at {@code at}; a later call changes nothing. */
  public Network readyFrom(Instant at) {
    return new Network(
        id,
        tenant,
        spec,
        desire,
        state,
        fence,
        made,
        nodes,
        conditions,
        height,
        createdAt,
        Optional.of(readyAt.orElse(at)),
        removalAt);
  }

  /** To be removed, with a raised fence. */
  Network toBeRemoved(NetworkState.Deletable from, Instant at) {
    return new Network(
        id,
        tenant,
        spec,
        Desire.DELETED,
        from.delete(),
        fence + 1,
        made,
        nodes,
        conditions,
        height,
        createdAt,
        readyAt,
        Optional.of(at));
  }
}
