package io.ridgeway.engine.change;

import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.host.Carried;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Network.Desire;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What every change of a network that runs begins with: one at a time, and only of one that was
 * ready. Called within a transaction that may write the network; who may is checked.
 */
@Singleton
public final class Beginning {
  private final Networks networks;
  private final Operations operations;
  private final AuditLog audit;
  private final Schedule schedule;
  private final Clock clock;

  public Beginning(
      Networks networks, Operations operations, AuditLog audit, Schedule schedule, Clock clock) {
    this.networks = networks;
    this.operations = operations;
    this.audit = audit;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * The network, locked, which nothing else is done to.
   *
   * @throws Refusal {@code CONFLICT} while an operation is under way, {@code ILLEGAL_TRANSITION}
   *     unless it was ready and is wanted
   */
  public Network idle(NetworkId id) {
    Network network = idleHost(id);
    Carried.requireNone(networks, network, "be changed");
    return network;
  }

  /** The same of one on whose nodes others may live. */
  public Network idleHost(NetworkId id) {
    Network network = idleOfAny(id, false);
    if (network.spec().isGuest()) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "A network on others' nodes has none of its own that this could be done to; its order can"
              + " be changed.");
    }
    return network;
  }

  /** The same of one that has nodes of its own and carries no others, or lives on others' nodes. */
  public Network idleOrGuest(NetworkId id) {
    Network network = idleOfAny(id, false);
    Carried.requireNone(networks, network, "be changed");
    return network;
  }

  /**
   * The same of any, for what can't wait: operations may stand aside for it, see {@link
   * Precedence}.
   */
  Network idleBesideAside(NetworkId id) {
    return idleOfAny(id, true);
  }

  private Network idleOfAny(NetworkId id, boolean ahead) {
    Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
    operations.open(id).stream()
        .filter(o -> !ahead || o.state() == Operation.State.RUNNING)
        .findFirst()
        .ifPresent(Beginning::refuseBeside);
    if (network.desire() == Desire.SUSPENDED) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The network is suspended; resume it before anything of it is changed.");
    }
    if (network.desire() != Desire.RUNNING || network.readyAt().isEmpty()) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "Nothing of a network that is " + network.state().name() + " can be changed.");
    }
    return network;
  }

  private static void refuseBeside(Operation running) {
    throw new Refusal(
        ProblemType.CONFLICT,
        "Operation "
            + running.id()
            + " ("
            + running.kind()
            + ") is under way; ask again once it is over.");
  }

  /**
   * Ends an operation of that kind, if one is under way, as what is begun now makes it pointless.
   *
   * @throws Refusal {@code CONFLICT} while another one is under way
   */
  void takeBack(NetworkId id, Operation.Kind kind) {
    operations
        .running(id)
        .ifPresent(
            running -> {
              if (running.kind() != kind) {
                refuseBeside(running);
              }
              operations.update(running.ended(Operation.State.SUPERSEDED, clock.instant()));
            });
  }

  /**
   * Ends that operation, if it is under way, as nobody wants what comes of it any more; a pass that
   * works on it is fenced off.
   *
   * @param network locked
   */
  public void giveUp(Network network, OperationId operation) {
    operations
        .running(network.id())
        .filter(running -> running.id().equals(operation))
        .ifPresent(
            running -> {
              operations.update(running.ended(Operation.State.SUPERSEDED, clock.instant()));
              networks.change(network.fencedAnew());
            });
  }

  /**
   * Has the change carried out: network, operation, audit event and the scheduled reconcile are
   * written.
   *
   * @param wanted the network as it is to be, with a raised fence
   * @param action the audit's word for it
   */
  public Operation begin(
      Actor actor, Network wanted, Operation.Kind kind, String action, String description) {
    Instant now = clock.instant();
    Operation operation = Operation.begun(wanted.tenant(), wanted.id(), kind, now);
    operations.insert(operation);
    networks.change(wanted);
    audit.append(AuditEvent.of(now, wanted.tenant(), actor, action, wanted.id(), description));
    schedule.reconcile(wanted.id());
    return operation;
  }

  /**
   * The same of what changes nothing of the network but its fence: a pass that is under way doesn't
   * know of it.
   */
  public Operation beginBeside(
      Actor actor, Network network, Operation.Kind kind, String action, String description) {
    return begin(actor, network.changing(network.made().roster()), kind, action, description);
  }

  /**
   * Ends an operation that is under way: what it has done stays, and nothing more of it is done.
   *
   * @param without the network as it is once nobody carries it out
   * @throws Refusal {@code CONFLICT} unless one of that kind is under way
   */
  Operation end(
      Actor actor,
      NetworkId id,
      Operation.Kind kind,
      UnaryOperator<Network> without,
      String action,
      String description) {
    Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
    Instant now = clock.instant();
    Operation ended =
        operations
            .running(id)
            .filter(running -> running.kind() == kind)
            .map(running -> running.ended(Operation.State.SUPERSEDED, now))
            .orElseThrow(
                () ->
                    new Refusal(
                        ProblemType.CONFLICT, "No such operation (" + kind + ") is under way."));
    operations.update(ended);
    networks.change(without.apply(network).changing(network.made().roster()));
    audit.append(AuditEvent.of(now, network.tenant(), actor, action, id, description));
    schedule.reconcile(id);
    return ended;
  }

  /** Whether that operation of the network is under way. */
  public boolean isUnderWay(NetworkId network, OperationId operation) {
    return underWay(network).filter(operation::equals).isPresent();
  }

  /** The network's operation that is under way, of whatever kind. */
  Optional<OperationId> underWay(NetworkId network) {
    return operations.running(network).map(Operation::id);
  }
}
