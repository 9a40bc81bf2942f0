package io.ridgeway.engine.network;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A network: what is wanted of it, and what is known of it.
 *
 * @param desire what is wanted
 * @param fence the token that its writers carry; raised at each takeover and each change of desire
 * @param removalAt when its removal was asked for: from here on node-hours don't count
 * @param found what passes found out
 * @param suspension that it stands still, or has not come back from that yet
 */
public record Network(
    NetworkId id,
    TenantId tenant,
    NetworkSpec spec,
    Instant createdAt,
    Desire desire,
    long fence,
    Optional<Instant> removalAt,
    NetworkState state,
    Found found,
    Optional<Suspension> suspension) {
  /** The reason of a condition: its ledger takes all the storage that was ordered for it. */
  public static final String LEDGER_FULL = "LedgerFull";

  /** What is wanted of a network. */
  public enum Desire {
    RUNNING,
    /** Kept with all that it has, and none of its nodes running. */
    SUSPENDED,
    DELETED
  }

  /** A network that was just ordered. */
  public static Network ordered(NetworkId id, TenantId tenant, NetworkSpec spec, Instant now) {
    return new Network(
        id,
        tenant,
        spec,
        now,
        Desire.RUNNING,
        1,
        Optional.empty(),
        new NetworkState.Requested(),
        Found.NOTHING,
        Optional.empty());
  }

  /** What is settled of it so far. */
  public Made made() {
    return found.made();
  }

  /** How its nodes were when last seen. */
  public List<NodeStatus> nodes() {
    return found.nodes();
  }

  public List<Condition> conditions() {
    return found.conditions();
  }

  /** Whether its ledger takes all that was ordered for it: nothing more is written then. */
  public boolean isLedgerFull() {
    return conditions().stream().anyMatch(c -> c.reason().equals(LEDGER_FULL));
  }

  /** The ledger's height when last seen, -1 if never. */
  public long height() {
    return found.height();
  }

  /** When it was first ready. */
  public Optional<Instant> readyAt() {
    return found.readyAt();
  }

  public Network with(NetworkState next) {
    return new Network(
        id, tenant, spec, createdAt, desire, fence, removalAt, next, found, suspension);
  }

  public Network with(Made next) {
    return with(found.with(next));
  }

  /** With what was seen of it. */
  public Network seen(List<NodeStatus> nodesNow, List<Condition> conditionsNow, long heightNow) {
    return with(found.seen(nodesNow, conditionsNow, heightNow));
  }

  /** Ready for the first time at {@code at}; a later call changes nothing. */
  public Network readyFrom(Instant at) {
    return with(found.readyFrom(at));
  }

  /** With nodes that are to come or to go, and a raised fence. */
  public Network changing(Roster roster) {
    return changing(spec, roster);
  }

  /** To become what another spec says, by nodes that are to come or to go; with a raised fence. */
  public Network changing(NetworkSpec to, Roster roster) {
    return new Network(
        id,
        tenant,
        to,
        createdAt,
        desire,
        fence + 1,
        removalAt,
        state,
        found.with(found.made().changed(roster)),
        suspension);
  }

  /** With a raised fence: whoever works on it stops. */
  public Network fencedAnew() {
    return new Network(
        id, tenant, spec, createdAt, desire, fence + 1, removalAt, state, found, suspension);
  }

  /** To be removed, with a raised fence. */
  Network toBeRemoved(NetworkState.Deletable from, Instant at) {
    return new Network(
        id,
        tenant,
        spec,
        createdAt,
        Desire.DELETED,
        fence + 1,
        Optional.of(at),
        from.delete(),
        found,
        suspension);
  }

  /** Whether it was ready, and has not stood still since. */
  public boolean isUp() {
    return readyAt().isPresent() && suspension.isEmpty();
  }

  /** Why an operator has it stand still; empty where none does. */
  public Optional<String> hold() {
    return desire == Desire.SUSPENDED ? suspension.flatMap(Suspension::hold) : Optional.empty();
  }

  /** To stand still, with a raised fence; from then on its usage is counted so. */
  public Network suspended(NetworkState.Suspendable from, Suspension how) {
    return new Network(
        id,
        tenant,
        spec,
        createdAt,
        Desire.SUSPENDED,
        fence + 1,
        removalAt,
        from.suspend(),
        found.with(found.made().since(how.since())),
        Optional.of(how));
  }

  /** To come back, with a raised fence. */
  public Network resuming(NetworkState.Suspended from) {
    return new Network(
        id,
        tenant,
        spec,
        createdAt,
        Desire.RUNNING,
        fence + 1,
        removalAt,
        from.provisioning(),
        found,
        suspension);
  }

  /** Back since then; from then on its usage is counted so. */
  public Network resumed(Instant at) {
    return new Network(
        id,
        tenant,
        spec,
        createdAt,
        desire,
        fence,
        removalAt,
        state,
        found.with(found.made().since(at)),
        Optional.empty());
  }

  private Network with(Found next) {
    return new Network(
        id, tenant, spec, createdAt, desire, fence, removalAt, state, next, suspension);
  }
}
