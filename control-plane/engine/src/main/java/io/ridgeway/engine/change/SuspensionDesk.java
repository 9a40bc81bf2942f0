package io.ridgeway.engine.change;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.host.Carried;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Suspension;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkState.Suspendable;
import io.ridgeway.model.network.NetworkState.Suspended;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.Kind;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has a network stand still with all that it has, and come back. Its tenant may, and an operator,
 * who says why: what an operator has stand still, only an operator has come back.
 *
 * <p>Calls are refused from the moment at which it is asked for, and node-hours don't count; the
 * term that was bought goes on, and storage counts. A suspension that is under way can be taken
 * back, and so can a return, as a city node that isn't heard would hold up either for long. What
 * waits for members' signatures goes on once the network is back.
 */
@Singleton
public final class SuspensionDesk {
  private static final int LONGEST_REASON = 500;

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Precedence precedence;
  private final Beginning beginning;
  private final Metering metering;
  private final Clock clock;

  public SuspensionDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Precedence precedence,
      Beginning beginning,
      Metering metering,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.precedence = precedence;
    this.beginning = beginning;
    this.metering = metering;
    this.clock = clock;
  }

  /**
   * Has it stand still, as its tenant.
   *
   * @throws Refusal {@code CONFLICT} while another operation is under way that waits for nobody's
   *     signature, or others live on its nodes, {@code ILLEGAL_TRANSITION} unless it was ready and
   *     runs
   */
  public Operation suspend(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(
        tenant, () -> suspend(actor, lock(id), Optional.empty(), "Asked for it to be suspended."));
  }

  /**
   * Has it come back, as its tenant.
   *
   * @throws Refusal {@code FORBIDDEN} if an operator has it stand still, {@code CONFLICT} while
   *     another operation is under way, {@code ILLEGAL_TRANSITION} unless it is suspended
   */
  public Operation resume(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = lock(id);
          network
              .hold()
              .ifPresent(
                  why -> {
                    throw new Refusal(
                        ProblemType.FORBIDDEN,
                        "An operator suspended the network, and only an operator can resume it: "
                            + why);
                  });
          return resume(actor, network);
        });
  }

  /**
   * Has it stand still, as an operator, for a reason that its tenant is told. One that its tenant
   * suspended becomes the operator's to resume.
   *
   * @throws Refusal as {@link #suspend}; {@code INVALID} for no reason, or a long one
   */
  public Operation hold(Actor actor, NetworkId id, String reason) {
    access.require(actor, RealmRole.OPERATOR);
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw Refusal.of(
          ProblemType.INVALID,
          List.of(
              new Violation(
                  "reason",
                  "Say why, in 1 to "
                      + LONGEST_REASON
                      + " characters: the network's tenant reads it.")));
    }
    return transactions.asSystem(
        () -> suspend(actor, lock(id), Optional.of(why), "Suspended it: " + why));
  }

  /**
   * Has it come back, as an operator.
   *
   * @throws Refusal {@code ILLEGAL_TRANSITION} unless an operator suspended it, {@code CONFLICT}
   *     while another operation is under way
   */
  public Operation release(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          Network network = lock(id);
          if (network.desire() == Network.Desire.SUSPENDED && network.hold().isEmpty()) {
            throw new Refusal(
                ProblemType.ILLEGAL_TRANSITION,
                "Its tenant suspended the network, and only its tenant resumes it.");
          }
          return resume(actor, network);
        });
  }

  /** The network, for an operator who is about to decide. */
  public Network show(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> networks.get(id));
  }

  private Network lock(NetworkId id) {
    return networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
  }

  private Operation suspend(
      Actor actor, Network network, Optional<String> hold, String description) {
    boolean stands = network.desire() == Network.Desire.SUSPENDED;
    if (stands && (hold.isEmpty() || network.hold().isPresent())) {
      throw new Refusal(ProblemType.ILLEGAL_TRANSITION, "The network is suspended already.");
    }
    if (network.desire() == Network.Desire.DELETED
        || network.readyAt().isEmpty()
        || !(network.state() instanceof Suspendable from)) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "A network that is " + network.state().name() + " can't be suspended.");
    }
    Carried.requireNone(networks, network, "be suspended");
    precedence.suspending(network);
    beginning.takeBack(network.id(), stands ? Kind.SUSPEND : Kind.RESUME);
    Instant now = clock.instant();
    metering.close(network, now);
    Network wanted = network.suspended(from, new Suspension(now, hold));
    networks.changeDesire(wanted);
    return beginning.begin(actor, wanted, Kind.SUSPEND, "network.suspend", description);
  }

  private Operation resume(Actor actor, Network network) {
    if (network.desire() != Network.Desire.SUSPENDED
        || !(network.state() instanceof Suspended from)) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "A network that is " + network.state().name() + " can't be resumed.");
    }
    beginning.takeBack(network.id(), Kind.SUSPEND);
    Network wanted = network.resuming(from);
    networks.changeDesire(wanted);
    return beginning.begin(
        actor, wanted, Kind.RESUME, "network.resume", "Asked for it to be resumed.");
  }
}
