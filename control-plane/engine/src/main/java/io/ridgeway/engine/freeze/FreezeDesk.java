package io.ridgeway.engine.freeze;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.catalogue.Frameworks.FreezeRules;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.freeze.Freeze.Kind;
import io.ridgeway.engine.freeze.Freeze.State;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has accounts and contracts frozen on a network's ledger and let go again, by its governor whose
 * key is in custody, and keeps the record of it: asked for by a tenant's administrator, or by an
 * operator on a lawful order.
 */
@Singleton
public final class FreezeDesk {
  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Operations operations;
  private final Beginning beginning;
  private final Frameworks frameworks;
  private final Freezes freezes;
  private final Clock clock;

  public FreezeDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Operations operations,
      Beginning beginning,
      Frameworks frameworks,
      Freezes freezes,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.operations = operations;
    this.beginning = beginning;
    this.frameworks = frameworks;
    this.freezes = freezes;
    this.clock = clock;
  }

  /** The network's records, newest first. */
  public Page<Freeze> list(Actor actor, TenantId tenant, NetworkId id, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> list(id, page));
  }

  /** The same for an operator. */
  public Page<Freeze> list(Actor actor, NetworkId id, Page.Request page) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> list(id, page));
  }

  private Page<Freeze> list(NetworkId id, Page.Request page) {
    networks.get(id);
    Page<Freeze> all = freezes.list(id, page);
    return new Page<>(all.items().stream().map(this::standing).toList(), all.next());
  }

  /** One of them. */
  public Freeze get(Actor actor, TenantId tenant, NetworkId id, FreezeId freeze) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> standing(require(id, freeze)));
  }

  /** The same for an operator. */
  public Freeze get(Actor actor, NetworkId id, FreezeId freeze) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> standing(require(id, freeze)));
  }

  /** Why nothing can be frozen on that network's ledger, for people; empty if it can. */
  public Optional<String> obstacle(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> obstacle(networks.get(id)));
  }

  /** The same for an operator. */
  public Optional<String> obstacle(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> obstacle(networks.get(id)));
  }

  private Optional<String> obstacle(Network network) {
    Optional<FreezeRules> rules = rules(network);
    return rules.isEmpty()
        ? Optional.of(without(network))
        : network.made().birth().flatMap(birth -> rules.get().obstacle(birth));
  }

  /** The network of anybody that an operator looks at. */
  public Network network(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> networks.get(id));
  }

  /** Whether ledgers of such a network's framework know of frozen accounts and contracts at all. */
  public boolean isOffered(Network network) {
    return rules(network).isPresent();
  }

  /**
   * Begins one, as the tenant. What is so already is found to be so.
   *
   * @throws Refusal and nothing is kept: {@code INVALID} for what can't be, {@code CONFLICT} while
   *     another operation is under way or where the ledger freezes nothing, {@code
   *     ILLEGAL_TRANSITION} unless the network was ready, {@code FORBIDDEN} to let go what an
   *     operator had frozen
   */
  public Freeze begin(Actor actor, TenantId tenant, NetworkId id, FreezeRequest request) {
    access.require(actor, tenant, TenantRole.ADMIN);
    request.check();
    return transactions.inTenant(tenant, () -> begin(actor, id, request, false));
  }

  /** The same as an operator, on a lawful order; it is in the tenant's audit. */
  public Freeze order(Actor actor, NetworkId id, FreezeRequest request) {
    access.require(actor, RealmRole.OPERATOR);
    request.check();
    return transactions.asSystem(() -> begin(actor, id, request, true));
  }

  private Freeze begin(Actor actor, NetworkId id, FreezeRequest request, boolean ordered) {
    Network network = beginning.idleHost(id);
    String address = address(network, request);
    Optional<Freeze> before = freezes.newest(id, request.kind(), address);
    boolean held = before.filter(Freeze::holds).isPresent();
    if (held && !ordered && !request.frozen()) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "An operator had it frozen on a lawful order, and only an operator can let it go.");
    }
    FreezeId freeze = FreezeId.next();
    Operation operation =
        beginning.beginBeside(
            actor,
            network,
            Operation.Kind.FREEZE,
            request.frozen() ? "freeze.begin" : "unfreeze.begin",
            "Freeze "
                + freeze
                + ": asked for "
                + (request.kind() == Kind.ACCOUNT ? "account " : "contract ")
                + address
                + (request.frozen() ? " to be frozen" : " to be let go")
                + ". Reference: "
                + request.reference()
                + ".");
    Freeze begun =
        new Freeze(
            freeze,
            network.tenant(),
            id,
            operation.id(),
            State.RUNNING,
            request.kind(),
            address,
            request.frozen(),
            request.reason(),
            request.reference(),
            actor.name(),
            ordered,
            held,
            clock.instant(),
            // Who had a contract that goes on again may have given it away since.
            before
                .filter(b -> b.frozen() || b.state() != State.DONE)
                .flatMap(Freeze::administrator),
            List.of(),
            Optional.empty(),
            "");
    freezes.insert(begun);
    return begun;
  }

  private String address(Network network, FreezeRequest request) {
    FreezeRules rules =
        rules(network).orElseThrow(() -> new Refusal(ProblemType.CONFLICT, without(network)));
    Map<String, String> birth = network.made().birth().orElse(Map.of());
    rules
        .obstacle(birth)
        .ifPresent(
            why -> {
              throw new Refusal(ProblemType.CONFLICT, why);
            });
    rules
        .wrong(birth, request.kind() == Kind.CONTRACT, request.address())
        .ifPresent(
            why -> {
              throw Refusal.of(ProblemType.INVALID, List.of(new Violation("address", why)));
            });
    return rules.canonical(request.address());
  }

  private Optional<FreezeRules> rules(Network network) {
    return network.spec().isGuest()
        ? Optional.empty()
        : frameworks.freezeRules(network.spec().framework().name());
  }

  private static String without(Network network) {
    return "Nothing can be frozen on ledgers of " + network.spec().framework().name() + ".";
  }

  private Freeze require(NetworkId id, FreezeId freeze) {
    return freezes
        .find(freeze)
        .filter(f -> f.network().equals(id))
        .orElseThrow(() -> Refusal.notFound("freeze", freeze));
  }

  /** What nobody carries out any more didn't come to its end, as with a network that is deleted. */
  private Freeze standing(Freeze freeze) {
    boolean runs =
        freeze.state() != State.RUNNING
            || beginning.isUnderWay(freeze.network(), freeze.operation());
    return runs
        ? freeze
        : freeze.ended(
            State.FAILED,
            "The operation that carried it out ended before it did.",
            operations
                .find(freeze.operation())
                .flatMap(Operation::finishedAt)
                .orElse(freeze.requestedAt()));
  }
}
