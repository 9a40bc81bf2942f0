package io.ridgeway.engine.network;

import io.ridgeway.billing.Subscription;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.host.Carried;
import io.ridgeway.engine.order.Orders;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows networks and changes what is wanted of them. */
@Singleton
public final class NetworkDesk {
  private static final Duration COUNTED_WITHIN = Duration.ofMinutes(2);

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Operations operations;
  private final Orders orders;
  private final Credentials credentials;
  private final AuditLog audit;
  private final Schedule schedule;
  private final Clock clock;

  public NetworkDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Operations operations,
      Orders orders,
      Credentials credentials,
      AuditLog audit,
      Schedule schedule,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.operations = operations;
    this.orders = orders;
    this.credentials = credentials;
    this.audit = audit;
    this.schedule = schedule;
    this.clock = clock;
  }

  public Network get(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> networks.get(id));
  }

  public Page<Network> list(Actor actor, TenantId tenant, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> networks.list(page));
  }

  /** The network's operations, newest first. */
  public List<Operation> operations(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> operations.of(networks.get(id).id()));
  }

  public Operation operation(Actor actor, TenantId tenant, OperationId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant, () -> operations.find(id).orElseThrow(() -> Refusal.notFound("operation", id)));
  }

  /**
   * Has the network deleted: its nodes and their data are removed, its private keys destroyed, its
   * credentials revoked now, its subscription ended; the books remain. Asked again, it gives the
   * same operation. What an operator suspended isn't deleted.
   */
  public Operation delete(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
          if (!(network.state() instanceof NetworkState.Deletable from)) {
            return operations.of(id).stream()
                .filter(o -> o.kind() == Operation.Kind.DELETE)
                .findFirst()
                .orElseThrow(
                    () ->
                        new Refusal(
                            ProblemType.ILLEGAL_TRANSITION,
                            "A network that is " + network.state().name() + " can't be deleted."));
          }
          Carried.requireNone(networks, network, "be deleted");
          requireNoHold(network);
          return remove(actor, network, from);
        });
  }

  /** What an operator has stand still stays whole until an operator says otherwise. */
  private static void requireNoHold(Network network) {
    network
        .hold()
        .ifPresent(
            why -> {
              throw new Refusal(
                  ProblemType.FORBIDDEN,
                  "An operator suspended the network, and it can't be deleted before an operator"
                      + " resumes it: "
                      + why);
            });
  }

  /** All networks, for operators. */
  public Page<Network> listAll(Actor actor, Page.Request page) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> networks.list(page));
  }

  /** All operations, for operators. */
  public Page<Operation> operationsOfAll(Actor actor, Page.Request page) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> operations.list(page));
  }

  private Operation remove(Actor actor, Network network, NetworkState.Deletable from) {
    Instant now = clock.instant();
    NetworkId id = network.id();
    operations.open(id).forEach(o -> operations.update(o.ended(Operation.State.SUPERSEDED, now)));
    Operation operation = Operation.begun(network.tenant(), id, Operation.Kind.DELETE, now);
    operations.insert(operation);
    networks.changeDesire(network.toBeRemoved(from, now));
    credentials.revokeAll(id, now);
    orders
        .subscriptionOf(id)
        .ifPresent(
            subscription -> {
              Subscription ended = subscription.ended();
              orders.update(ended);
              // Once what was used until now is counted and shipped.
              schedule.invoice(ended.id(), now.plus(COUNTED_WITHIN));
            });
    audit.append(
        AuditEvent.of(
            now,
            network.tenant(),
            actor,
            "network.delete",
            id,
            "Asked for " + network.spec().name() + " to be deleted."));
    schedule.reconcile(id);
    return operation;
  }
}
