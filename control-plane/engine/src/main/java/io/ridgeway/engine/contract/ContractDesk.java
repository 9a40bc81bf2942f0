package io.ridgeway.engine.contract;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.host.Ground;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.StepState;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Takes contracts that tenants bring, and has their networks run them: each member's services come
 * first, then the ledger agrees, then the services of the version before go.
 */
@Singleton
public final class ContractDesk {
  /** The step in which a ledger is told; nothing that was told can be taken back. */
  private static final String TOLD = "join";

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Beginning beginning;
  private final Operations operations;
  private final Contracts contracts;
  private final CityNodes cityNodes;
  private final Frameworks frameworks;
  private final Clock clock;

  public ContractDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Beginning beginning,
      Operations operations,
      Contracts contracts,
      CityNodes cityNodes,
      Frameworks frameworks,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.beginning = beginning;
    this.operations = operations;
    this.contracts = contracts;
    this.cityNodes = cityNodes;
    this.frameworks = frameworks;
    this.clock = clock;
  }

  /** How far a version has come. */
  public enum State {
    DEPLOYING,
    RUNNING,
    /** Another version took its place. */
    REPLACED,
    /** It was taken back before the ledger ran it. */
    WITHDRAWN,
    /** It was taken off: nothing runs for it, though the ledger knows of it. */
    REMOVED
  }

  /** A version, and how far it has come. */
  public record Shown(ContractVersion version, State state) {}

  /** Every version of the network's contracts that was brought, newest first. */
  public List<Shown> list(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = networks.get(id);
          Roster roster = network.made().roster();
          List<ContractVersion> all = contracts.of(id);
          return all.stream().map(v -> new Shown(v, state(roster, v, all))).toList();
        });
  }

  /**
   * One contract's versions, newest first.
   *
   * @throws Refusal {@code NOT_FOUND} if none of that name was brought
   */
  public List<Shown> history(Actor actor, TenantId tenant, NetworkId id, String name) {
    List<Shown> versions =
        list(actor, tenant, id).stream()
            .filter(shown -> shown.version().contract().name().equals(name))
            .toList();
    if (versions.isEmpty()) {
      throw Refusal.notFound("contract", name);
    }
    return versions;
  }

  /** The organisations that an endorsement may name; none where contracts aren't brought. */
  public List<String> endorsers(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    Network network = transactions.inTenant(tenant, () -> networks.get(id));
    return Ground.of(transactions, networks, network)
        .map(ground -> frameworks.endorsers(ground.spec()))
        .orElse(List.of());
  }

  /** Why the network takes none, or no more, for people; empty if it does. */
  public Optional<String> whyNone(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    Network network = transactions.inTenant(tenant, () -> networks.get(id));
    Optional<Ground> ground = Ground.of(transactions, networks, network);
    return ground.isEmpty()
        ? Optional.of(Ground.NONE)
        : frameworks.whyNoContracts(network.spec()).or(() -> ground.get().whyNone());
  }

  /**
   * Has a network run a contract, or its next version.
   *
   * @throws Refusal with what is wrong, and nothing is kept: {@code INVALID} for what can't be run,
   *     {@code CONFLICT} for a version that there is already or while another operation is under
   *     way, {@code ILLEGAL_TRANSITION} unless the network was ready, {@code INVALID_SPEC} if there
   *     is no room
   */
  public Operation deploy(Actor actor, TenantId tenant, NetworkId id, Brought brought) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    Ground ground = requireTakes(transactions.inTenant(tenant, () -> networks.get(id)));
    transactions.runInTenant(
        tenant,
        // Before the package is read, which takes a moment.
        () -> rules(networks.get(id), ground).requireTaken(brought));
    if (brought.code() instanceof Brought.Jar jar) {
      JarCheck.check(jar.bytes());
    }
    return transactions.inTenant(tenant, () -> begin(actor, id, ground, brought));
  }

  private Operation begin(Actor actor, NetworkId id, Ground ground, Brought brought) {
    Network network = beginning.idleOrGuest(id);
    ContractRules rules = rules(network, ground);
    rules.requireTaken(brought);
    ContractRules.Next next = rules.next(brought, contracts.jarBytes(id));
    Network wanted = network.changing(next.roster());
    requireRoom(wanted, ground);
    Operation operation =
        beginning.begin(
            actor,
            wanted,
            Operation.Kind.CONTRACT,
            "contract.deploy",
            "Asked for contract "
                + brought.title()
                + " ("
                + next.contract().code().reference()
                + ") to be run.");
    contracts.insert(
        new ContractVersion(
            network.tenant(),
            id,
            next.contract(),
            actor.name(),
            clock.instant(),
            operation.id(),
            Optional.empty()),
        brought.code() instanceof Brought.Jar jar ? Optional.of(jar.bytes()) : Optional.empty());
    return operation;
  }

  /**
   * Takes back the version that is on its way, for instance one that can't be started; the version
   * before it stays.
   *
   * @throws Refusal {@code NOT_FOUND} if there is no such version, {@code CONFLICT} if it isn't on
   *     its way, or the ledger is being told of it already
   */
  public Operation withdraw(
      Actor actor, TenantId tenant, NetworkId id, String name, String version) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
          ContractVersion there =
              contracts.of(id).stream()
                  .filter(v -> v.contract().name().equals(name))
                  .filter(v -> v.contract().version().equals(version))
                  .findFirst()
                  .orElseThrow(() -> Refusal.notFound("contract", name + " " + version));
          return withdraw(actor, network, there);
        });
  }

  /**
   * Takes a contract off: what runs for it ends, so that nobody endorses its transactions any more.
   * What it wrote stays, and the ledger knows of it; a next version may come later.
   *
   * @throws Refusal {@code NOT_FOUND} if none of that name was brought; {@code CONFLICT} if it
   *     doesn't run, the network was ordered with it, or another operation is under way
   */
  public Operation remove(Actor actor, TenantId tenant, NetworkId id, String name) {
    access.require(actor, tenant, TenantRole.ADMIN);
    Optional<Ground> ground =
        Ground.of(transactions, networks, transactions.inTenant(tenant, () -> networks.get(id)));
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = beginning.idleOrGuest(id);
          Roster without =
              rules(network, ground.orElseThrow(() -> Refusal.notFound("contract", name)))
                  .without(name);
          return beginning.begin(
              actor,
              network.changing(without),
              Operation.Kind.CONTRACT,
              "contract.remove",
              "Asked for contract " + name + " to be taken off.");
        });
  }

  private Operation withdraw(Actor actor, Network network, ContractVersion version) {
    Operation running =
        operations.open(network.id()).stream()
            .filter(o -> o.id().equals(version.operation()))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        ProblemType.CONFLICT,
                        version.contract().title()
                            + " is not on its way, so it can't be taken back; bring the next"
                            + " version instead."));
    if (running.state() == Operation.State.ASIDE) {
      throw new Refusal(
          ProblemType.CONFLICT,
          version.contract().title()
              + " stands aside for what can't wait; ask again once that is over.");
    }
    boolean told =
        running.steps().stream()
            .anyMatch(step -> step.name().equals(TOLD) && step.state() != StepState.PENDING);
    if (told) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The ledger is being told of "
              + version.contract().title()
              + " already; once it runs, bring the next version.");
    }
    Instant now = clock.instant();
    operations.update(running.ended(Operation.State.SUPERSEDED, now));
    contracts.withdraw(network.id(), version.contract().number(), now);
    return beginning.begin(
        actor,
        network.changing(network.made().roster().withdrawn(Contract.STEM)),
        Operation.Kind.CONTRACT,
        "contract.withdraw",
        "Took back contract " + version.contract().title() + ".");
  }

  /** On whose nodes it would run; refuses where none is taken. */
  private Ground requireTakes(Network network) {
    Optional<Ground> ground = Ground.of(transactions, networks, network);
    frameworks
        .whyNoContracts(network.spec())
        .or(() -> ground.isEmpty() ? Optional.of(Ground.NONE) : ground.get().whyNone())
        .ifPresent(
            why -> {
              throw new Refusal(ProblemType.CONFLICT, why);
            });
    return ground.orElseThrow();
  }

  private ContractRules rules(Network network, Ground ground) {
    return new ContractRules(
        network,
        frameworks.endorsers(ground.spec()),
        frameworks.bornContract(network.spec()),
        contracts.of(network.id()),
        cityNodes(network, ground),
        frameworks.privateRules(network.spec().framework().name()));
  }

  /** Where its services may be placed. */
  private List<CityNodeEntry> cityNodes(Network network, Ground ground) {
    return cityNodes.chosenBy(network.spec()).stream()
        .filter(entry -> ground.at().isEmpty() || ground.at().contains(entry.node().id()))
        .toList();
  }

  private void requireRoom(Network wanted, Ground ground) {
    List<CityNodeEntry> places = cityNodes(wanted, ground);
    Frameworks.Feasibility answer =
        wanted.spec().isGuest()
            ? frameworks.placeBeside(wanted.spec(), wanted.made(), ground.spec(), places)
            : frameworks.place(wanted.spec(), wanted.made(), places);
    if (!answer.violations().isEmpty()) {
      throw Refusal.of(ProblemType.INVALID_SPEC, answer.violations());
    }
  }

  private static State state(Roster roster, ContractVersion version, List<ContractVersion> all) {
    if (version.withdrawnAt().isPresent()) {
      return State.WITHDRAWN;
    }
    Standing standing =
        roster
            .stems()
            .getOrDefault(Contract.STEM, Collections.emptySortedMap())
            .getOrDefault(version.contract().number(), Standing.GONE);
    return switch (standing) {
      case JOINING -> State.DEPLOYING;
      case ADMITTED, LEAVING -> State.RUNNING;
      case GONE -> isLast(version, all) ? State.REMOVED : State.REPLACED;
    };
  }

  /** Whether no later version of that name came to the ledger. */
  private static boolean isLast(ContractVersion version, List<ContractVersion> all) {
    return all.stream()
        .filter(other -> other.withdrawnAt().isEmpty())
        .map(ContractVersion::contract)
        .filter(other -> other.name().equals(version.contract().name()))
        .noneMatch(other -> other.sequence() > version.contract().sequence());
  }
}
