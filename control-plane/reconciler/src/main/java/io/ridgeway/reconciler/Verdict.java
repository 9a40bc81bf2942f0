package io.ridgeway.reconciler;

import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NetworkState.Changing;
import io.ridgeway.model.network.NetworkState.Degraded;
import io.ridgeway.model.network.NetworkState.Provisioning;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Unknown;
import java.time.Instant;
import java.util.List;

/**
 * Draws the state from the conditions. A condition counts once it has stood for {@link
 * Pace#SETTLED}, so that a node that is started again within moments doesn't make the state flap.
 *
 * @param conditions as they are now
 * @param wasReady whether the network was ready before
 */
record Verdict(List<Condition> conditions, boolean wasReady, Instant now) {

  /** The state that follows; the same one if nothing speaks for another. */
  NetworkState after(NetworkState state) {
    if (state instanceof Provisioning s) {
      return stands(Type.REACHABLE, Status.FALSE) ? s.unknown(since()) : s;
    }
    if (state instanceof Ready s) {
      if (stands(Type.REACHABLE, Status.FALSE)) {
        return s.unknown(since());
      }
      return ails() ? s.degraded() : s;
    }
    if (state instanceof Degraded s) {
      if (stands(Type.REACHABLE, Status.FALSE)) {
        return s.unknown(since());
      }
      return isWell() ? s.ready() : s;
    }
    if (state instanceof Changing s) {
      return stands(Type.REACHABLE, Status.FALSE) ? s.unknown(since()) : s;
    }
    if (state instanceof Unknown s && stands(Type.REACHABLE, Status.TRUE)) {
      if (!wasReady) {
        return s.provisioning();
      }
      return ails() || !is(Type.NODES_READY, Status.TRUE) ? s.degraded() : s.ready();
    }
    return state;
  }

  /** Whether another state follows soon, if the conditions stay as they are. */
  boolean isUnsettled(NetworkState state) {
    return !new Verdict(conditions, wasReady, now.plus(Pace.SETTLED)).after(state).equals(state);
  }

  private boolean ails() {
    return stands(Type.NODES_READY, Status.FALSE) || is(Type.PROGRESSING, Status.FALSE);
  }

  private boolean isWell() {
    return stands(Type.NODES_READY, Status.TRUE) && is(Type.PROGRESSING, Status.TRUE);
  }

  private boolean stands(Type type, Status status) {
    return conditions.stream()
        .anyMatch(c -> c.type() == type && c.status() == status && settled(c));
  }

  private boolean is(Type type, Status status) {
    return conditions.stream().anyMatch(c -> c.type() == type && c.status() == status);
  }

  private boolean settled(Condition condition) {
    return !now.isBefore(condition.since().plus(Pace.SETTLED));
  }

  private Instant since() {
    return Conditions.find(conditions, Type.REACHABLE).map(Condition::since).orElse(now);
  }
}
