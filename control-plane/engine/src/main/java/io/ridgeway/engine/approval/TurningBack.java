package io.ridgeway.engine.approval;

import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.engine.order.Orders;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Roster;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * Ends an operation to which a member said no, and has the network become again what it was: who
 * came leaves, who was to leave stays. Called within a transaction of the system's scope.
 */
@Singleton
public final class TurningBack {
  private final Networks networks;
  private final Operations operations;
  private final Orders orders;
  private final Asking asking;
  private final Metering metering;
  private final AuditLog audit;
  private final Schedule schedule;
  private final Clock clock;

  public TurningBack(
      Networks networks,
      Operations operations,
      Orders orders,
      Asking asking,
      Metering metering,
      AuditLog audit,
      Schedule schedule,
      Clock clock) {
    this.networks = networks;
    this.operations = operations;
    this.orders = orders;
    this.asking = asking;
    this.metering = metering;
    this.audit = audit;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * Does it. The fence is raised: whoever works on the network stops.
   *
   * @param network as it is kept, locked
   * @param failed the operation, ended with its reason
   */
  public void turn(Network network, Operation failed) {
    Instant at = clock.instant();
    boolean unbegun = asking.certified(failed).stream().anyMatch(a -> a.state() != State.USED);
    operations.update(failed);
    asking.close(failed);
    audit.append(
        AuditEvent.of(
            at,
            network.tenant(),
            Actor.SYSTEM,
            "network.turn-back",
            network.id(),
            "Ended operation " + failed.id() + ": " + failed.message()));
    NetworkSpec now = network.spec();
    NetworkSpec before = orders.orderedBefore(failed.id()).map(b -> kept(b, now)).orElse(now);
    Roster roster = network.made().roster();
    // A revocation moves nobody: who does is of a change that it went ahead of, and that goes on.
    if (failed.kind() == Operation.Kind.REVOKE) {
      networks.change(network.fencedAnew());
      // Who waits for a certificate hasn't begun: nobody who comes runs, or is known to the ledger.
    } else if (unbegun && roster.moves()) {
      metering.close(network, at);
      Network wanted = network.changing(before, roster.withdrawn());
      operations.insert(Operation.begun(network.tenant(), network.id(), Operation.Kind.CHANGE, at));
      networks.change(wanted.with(wanted.made().since(at)));
    } else if (roster.moves()) {
      metering.close(network, at);
      Network wanted = network.changing(before, isWayBack(failed) ? roster : roster.turnedBack());
      operations.insert(Operation.begun(network.tenant(), network.id(), Operation.Kind.CHANGE, at));
      networks.change(wanted.with(wanted.made().since(at)));
    } else if (before.equals(now) || !before.framework().equals(now.framework())) {
      // A release that nodes run stays: there is no way back from it, and nobody moves for it.
      networks.change(network.fencedAnew());
    } else {
      // What the ledger wasn't told isn't wanted any more: another operation would tell it.
      metering.close(network, at);
      Network wanted = network.changing(before, roster);
      networks.change(wanted.with(wanted.made().since(at)));
    }
    schedule.reconcile(network.id());
  }

  /** As it was, but that volumes which have grown don't shrink. */
  private static NetworkSpec kept(NetworkSpec before, NetworkSpec now) {
    return before.becoming(
        before.framework(),
        before.nodes(),
        before.parameters(),
        before.cityNodes(),
        before.tps(),
        Math.max(before.storageGib(), now.storageGib()));
  }

  /** The way back was ordered by nobody. There is no way back from it: it is begun anew. */
  private boolean isWayBack(Operation failed) {
    return failed.kind() == Operation.Kind.CHANGE && orders.orderOf(failed.id()).isEmpty();
  }
}
