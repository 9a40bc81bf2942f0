package io.ridgeway.engine.change;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.approval.Asking;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Has the certificates of a network renewed before they are due, for the keys that there are: its
 * nodes are restarted with them one after another, and its ledger is told. Who needs other keys has
 * nodes replaced.
 */
@Singleton
public final class RotationDesk {
  private final Transactions transactions;
  private final Access access;
  private final Frameworks frameworks;
  private final Beginning beginning;
  private final Asking asking;

  public RotationDesk(
      Transactions transactions,
      Access access,
      Frameworks frameworks,
      Beginning beginning,
      Asking asking) {
    this.transactions = transactions;
    this.access = access;
    this.frameworks = frameworks;
    this.beginning = beginning;
    this.asking = asking;
  }

  /** Why the certificates of such a network can't be renewed on demand; empty if they can. */
  public Optional<String> whyNot(NetworkSpec spec) {
    return frameworks.whyNotRotated(spec);
  }

  /**
   * Begins it.
   *
   * @throws Refusal {@code CONFLICT} while another operation is under way, or where the framework
   *     can't; {@code ILLEGAL_TRANSITION} unless the network was ready
   */
  public Operation rotate(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(tenant, () -> begin(actor, id));
  }

  /**
   * Ends one that is under way, as where a node doesn't come back with its new certificates. Nodes
   * that have theirs keep them; the others keep those that they have, and aren't restarted.
   *
   * @throws Refusal {@code CONFLICT} unless one is under way
   */
  public Operation stop(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(tenant, () -> end(actor, id));
  }

  /** The same as an operator; it is in the tenant's audit. */
  public Operation stop(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> end(actor, id));
  }

  private Operation end(Actor actor, NetworkId id) {
    Operation ended =
        beginning.end(
            actor,
            id,
            Operation.Kind.ROTATE,
            network -> network.with(network.made().renewing(Set.of())),
            "network.rotate.stop",
            "Stopped the renewal of its certificates: each node keeps those that it has.");
    // Or they would be taken for asked, and not be asked for when they are due.
    asking.close(ended);
    return ended;
  }

  private Operation begin(Actor actor, NetworkId id) {
    // Its guests' own passes tell their ledgers.
    Network network = beginning.idleHost(id);
    frameworks
        .whyNotRotated(network.spec())
        .ifPresent(
            why -> {
              throw new Refusal(
                  ProblemType.CONFLICT, "The certificates can't be renewed on demand. " + why);
            });
    return beginning.beginBeside(
        actor,
        network,
        Operation.Kind.ROTATE,
        "network.rotate",
        "Asked for its certificates to be renewed.");
  }
}
