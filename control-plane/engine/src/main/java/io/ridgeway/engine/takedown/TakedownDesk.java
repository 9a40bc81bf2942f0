package io.ridgeway.engine.takedown;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.catalogue.Frameworks.PrivateRules;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.contract.Contracts;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.takedown.Takedown.State;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.TenantSecrets;
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
 * Has private data erased at every node that holds them, and keeps the record of it: asked for by a
 * tenant's administrator, or by an operator on a lawful order.
 */
@Singleton
public final class TakedownDesk {
  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Beginning beginning;
  private final Contracts contracts;
  private final Frameworks frameworks;
  private final Takedowns takedowns;
  private final TenantSecrets seal;
  private final Clock clock;

  public TakedownDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Beginning beginning,
      Contracts contracts,
      Frameworks frameworks,
      Takedowns takedowns,
      TenantSecrets seal,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.beginning = beginning;
    this.contracts = contracts;
    this.frameworks = frameworks;
    this.takedowns = takedowns;
    this.seal = seal;
    this.clock = clock;
  }

  /** The network's records, newest first. */
  public Page<Takedown> list(Actor actor, TenantId tenant, NetworkId id, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> list(id, page));
  }

  /** The same for an operator. */
  public Page<Takedown> list(Actor actor, NetworkId id, Page.Request page) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> list(id, page));
  }

  private Page<Takedown> list(NetworkId id, Page.Request page) {
    networks.get(id);
    Page<Takedown> all = takedowns.list(id, page);
    return new Page<>(all.items().stream().map(this::standing).toList(), all.next());
  }

  /** One of them. */
  public Takedown get(Actor actor, TenantId tenant, NetworkId id, TakedownId takedown) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> standing(require(id, takedown)));
  }

  /** The same for an operator. */
  public Takedown get(Actor actor, NetworkId id, TakedownId takedown) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> standing(require(id, takedown)));
  }

  /**
   * The collections that data can be erased from, by the contracts that run; empty where contracts
   * have none.
   */
  public Map<String, List<String>> collections(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> collections(networks.get(id)));
  }

  /** The same for an operator. */
  public Map<String, List<String>> collections(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> collections(networks.get(id)));
  }

  /** The network of anybody that an operator looks at. */
  public Network network(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> networks.get(id));
  }

  private Map<String, List<String>> collections(Network network) {
    return rules(network)
        .map(
            rules ->
                new RunningContracts(
                        network,
                        frameworks.bornContract(network.spec()),
                        contracts.of(network.id()))
                    .collections(said -> rules.names(network.spec(), said)))
        .orElse(Map.of());
  }

  /**
   * Begins one, as the tenant.
   *
   * @throws Refusal and nothing is kept: {@code INVALID} for what isn't there, or isn't said,
   *     {@code CONFLICT} while another operation is under way, {@code ILLEGAL_TRANSITION} unless
   *     the network was ready
   */
  public Takedown begin(Actor actor, TenantId tenant, NetworkId id, TakedownRequest request) {
    access.require(actor, tenant, TenantRole.ADMIN);
    request.check();
    return transactions.inTenant(tenant, () -> begin(actor, id, request, false));
  }

  /** The same as an operator, on a lawful order; it is in the tenant's audit. */
  public Takedown order(Actor actor, NetworkId id, TakedownRequest request) {
    access.require(actor, RealmRole.OPERATOR);
    request.check();
    return transactions.asSystem(() -> begin(actor, id, request, true));
  }

  private Takedown begin(Actor actor, NetworkId id, TakedownRequest request, boolean ordered) {
    Network network = beginning.idleHost(id);
    PrivateRules rules =
        rules(network)
            .orElseThrow(
                () ->
                    invalid(
                        "contract",
                        "Networks of "
                            + network.spec().framework().name()
                            + " have no private data that can be erased."));
    requireThere(network, request);
    TakedownId takedown = TakedownId.next();
    Operation operation =
        beginning.beginBeside(
            actor,
            network,
            Operation.Kind.PURGE,
            "takedown.begin",
            "Takedown "
                + takedown
                + ": asked for "
                + request
                + " to be erased. Reference: "
                + request.reference()
                + ".");
    Takedown begun =
        new Takedown(
            takedown,
            network.tenant(),
            id,
            operation.id(),
            State.PURGING,
            request.contract(),
            request.collection(),
            request.keys().stream().map(rules::hash).toList(),
            seal.seal(network.tenant(), Takedown.use(takedown), Keys.write(request.keys())),
            request.reason(),
            request.reference(),
            actor.name(),
            ordered,
            clock.instant(),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            "");
    takedowns.insert(begun);
    return begun;
  }

  private void requireThere(Network network, TakedownRequest request) {
    Map<String, List<String>> there = collections(network);
    List<String> collections = there.get(request.contract());
    if (collections == null) {
      throw invalid(
          "contract",
          "No contract "
              + request.contract()
              + " runs in the network"
              + (there.isEmpty() ? "." : ": name " + String.join(" or ", there.keySet()) + "."));
    }
    if (!collections.contains(request.collection())) {
      throw invalid(
          "collection",
          "Contract "
              + request.contract()
              + " has no collection "
              + request.collection()
              + ": name one of "
              + String.join(", ", collections)
              + ".");
    }
  }

  /**
   * Tries one again that failed, or that not every node confirmed.
   *
   * @throws Refusal {@code CONFLICT} if it isn't over, or is done; else as {@link #begin}
   */
  public Takedown retry(Actor actor, TenantId tenant, NetworkId id, TakedownId takedown) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(tenant, () -> again(actor, id, takedown));
  }

  /** The same as an operator. */
  public Takedown retry(Actor actor, NetworkId id, TakedownId takedown) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> again(actor, id, takedown));
  }

  private Takedown again(Actor actor, NetworkId id, TakedownId takedown) {
    Network network = beginning.idleHost(id);
    Takedown there = standing(require(id, takedown));
    if (!there.isUnfinished()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Takedown " + takedown + " is " + there.state() + ": there is nothing to try again.");
    }
    Operation operation =
        beginning.beginBeside(
            actor,
            network,
            Operation.Kind.PURGE,
            "takedown.retry",
            "Takedown " + takedown + " is tried again.");
    Takedown again = there.again(operation.id());
    takedowns.update(again);
    return again;
  }

  private Optional<PrivateRules> rules(Network network) {
    return network.spec().isGuest()
        ? Optional.empty()
        : frameworks.privateRules(network.spec().framework().name());
  }

  private Takedown require(NetworkId id, TakedownId takedown) {
    return takedowns
        .find(takedown)
        .filter(t -> t.network().equals(id))
        .orElseThrow(() -> Refusal.notFound("takedown", takedown));
  }

  /** What nobody carries out any more didn't come to its end, as with a network that is deleted. */
  private Takedown standing(Takedown takedown) {
    boolean runs =
        takedown.state() != State.PURGING
            || beginning.isUnderWay(takedown.network(), takedown.operation());
    return runs
        ? takedown
        : takedown.ended(
            takedown.outcome().isPresent() ? State.UNCONFIRMED : State.FAILED,
            "The operation that carried it out ended before it did.",
            takedown.requestedAt());
  }

  private static Refusal invalid(String field, String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation(field, message)));
  }
}
