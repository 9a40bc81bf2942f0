package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Network.Desire;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one network: what is kept of it, what is observed now, and the way to keep more. It
 * remembers nothing beyond the pass.
 */
final class Pass {
  private final Ports ports;
  private final InCustody inCustody = new InCustody(this);
  private final Renderings renderings;
  private final Keeping keeping;
  private final AdapterCalls calls;
  private @Nullable NetworkPlan plan;
  private @Nullable Sights sights;
  private @Nullable LedgerHealth health;
  private @Nullable Boolean ahead;
  private boolean joined;
  private boolean left;
  private @Nullable Pass ground;
  private @Nullable List<Deployment> deployments;
  private @Nullable List<ContractVersion> contracts;
  private @Nullable List<Restoration> restorations;
  private final Map<NodeName, String> restoring = new TreeMap<>();

  Pass(Ports ports, Renderings renderings, Network network, Optional<Operation> operation) {
    this.ports = ports;
    this.renderings = renderings;
    this.keeping = new Keeping(ports, network, operation);
    this.calls = new AdapterCalls(ports, network.id(), keeping::network);
  }

  Ports ports() {
    return ports;
  }

  Network network() {
    return keeping.network();
  }

  NetworkId id() {
    return network().id();
  }

  Made made() {
    return network().made();
  }

  Fence fence() {
    return new Fence(network().fence());
  }

  Instant now() {
    return ports.clock().instant();
  }

  /** The time that nodes and their certificates go by. */
  Instant nodesNow() {
    return ports.nodesClock().instant();
  }

  Optional<FrameworkPack> findPack() {
    return ports.packs().find(network().spec().framework().name());
  }

  FrameworkPack pack() {
    return findPack().orElseThrow();
  }

  NetworkPlan plan() {
    if (plan == null) {
      plan =
          mayRunContracts()
              ? pack()
                  .hosting()
                  .orElseThrow()
                  .plan(network().spec(), made().roster(), ground().network().spec())
              : pack().plan(network().spec(), made().roster());
    }
    return plan;
  }

  /** Whether it is a guest that has brought contracts: their services are its own. */
  private boolean mayRunContracts() {
    return made().host().isPresent() && made().changes().isPresent();
  }

  /** The operation that is under way, with what this pass added to it. */
  Optional<Operation> operation() {
    return keeping.operation();
  }

  /**
   * Whether it goes ahead of another one, which waits for members' answers: what that one changes
   * is not its affair, and who comes or goes stays as it is.
   */
  boolean goesAhead() {
    if (ahead == null) {
      ahead =
          operation().isPresent()
              && ports
                  .transactions()
                  .asSystem(
                      () ->
                          ports.operations().open(id()).stream()
                              .anyMatch(o -> o.state() == Operation.State.ASIDE));
    }
    return ahead;
  }

  void progress(UnaryOperator<Operation> change) {
    keeping.progress(change);
  }

  /** Changes what is to be kept, with the next {@link #keep}. */
  void change(UnaryOperator<Network> change) {
    keeping.change(change);
    forgetWhatFollows();
  }

  /** Keeps what changed, if anything did. */
  void keep() {
    if (keeping.isChanged()) {
      keep(() -> {});
    }
  }

  /**
   * Keeps what changed, and does {@code also} in the same transaction.
   *
   * @throws Stop if the network's fence was raised meanwhile; then nothing is kept or done
   */
  void keep(Runnable also) {
    try {
      keeping.keep(also);
    } catch (RuntimeException e) {
      // It is as it was kept again.
      forgetWhatFollows();
      throw e;
    }
  }

  private void forgetWhatFollows() {
    deployments = null;
    plan = null;
  }

  /**
   * Asks a city node's adapter; notes what is wrong there.
   *
   * @throws AdapterException of the kind that the adapter throws, in words for everybody
   */
  <T> T at(CityNodeId id, Function<CloudAdapter, T> work) {
    return calls.at(id, work);
  }

  /**
   * The same for a write: by the registration as it is at this moment, not as the pass found it.
   */
  <T> T write(CityNodeId id, Function<CloudAdapter, T> work) {
    return calls.write(id, work);
  }

  /** What the city node's adapter said was wrong in this pass, in its own words. */
  Optional<String> trouble(CityNodeId id) {
    return calls.trouble(id);
  }

  /** The city nodes that had no room in this pass, sorted. */
  List<CityNodeId> full() {
    return calls.full();
  }

  /** What is at the network's city nodes, looked at once in a pass until {@link #lookAgain}. */
  Sights sights() {
    if (sights == null) {
      sights = calls.look(made().placement().map(Placement::cityNodes).orElse(List.of()));
    }
    return sights;
  }

  /** What is seen of the deployment's workloads once it is there as its city node makes it now. */
  Map<NodeName, String> digests(Deployment deployment) {
    return calls.digests(deployment);
  }

  /** Forgets what was seen, because it was changed. */
  void lookAgain() {
    sights = null;
    health = null;
  }

  /** Notes that the driver was called in this pass, and asked for nothing more. */
  void joined() {
    joined = true;
  }

  boolean isJoined() {
    return joined;
  }

  /** Notes that its host's nodes have left its ledger in this pass. */
  void left() {
    left = true;
  }

  boolean hasLeft() {
    return left;
  }

  /**
   * The pass over the nodes that the network lives on: its own, or its host's. A host's is only
   * read: what is kept of it is its own passes' affair.
   */
  Pass ground() {
    Optional<NetworkId> host = made().host();
    if (host.isEmpty()) {
      return this;
    }
    if (ground == null) {
      Network there = ports.transactions().asSystem(() -> ports.networks().get(host.get()));
      ground = new Pass(ports, renderings, there, Optional.empty());
    }
    return ground;
  }

  /** Passes over those that live on its nodes. They are only read, as in {@link #ground}. */
  List<Pass> guests() {
    return ports.transactions().asSystem(() -> ports.networks().guests(id())).stream()
        .map(guest -> new Pass(ports, renderings, guest, Optional.empty()))
        .toList();
  }

  /** Whether a guest has nodes all the same: services of contracts that it brought. */
  boolean runsServices() {
    return made().placement().filter(p -> !p.nodes().isEmpty()).isPresent();
  }

  /** The nodes that begin with a backup, and aren't through with it. */
  List<Restoration> restorations() {
    if (restorations == null) {
      restorations = ports.transactions().asSystem(() -> ports.archive().backups().restoring(id()));
    }
    return restorations;
  }

  /** Forgets them, because one of them is over. */
  void forgetRestorations() {
    restorations = null;
  }

  /** Notes where a node's program finds the backup that it begins with. */
  void restores(NodeName node, String directory) {
    restoring.put(node, directory);
  }

  /** Where those are that this pass knows of. */
  Map<NodeName, String> restoring() {
    return restoring;
  }

  /** How the ledger is, asked once in a pass. */
  LedgerHealth health() {
    if (health == null) {
      health = Ledger.health(this);
    }
    return health;
  }

  /** What custody has of what the plan asks for. */
  InCustody inCustody() {
    return inCustody;
  }

  /**
   * All that the plan asks for.
   *
   * @throws Refusal if a key that was made is gone; nothing can be made without it
   */
  Identities identities() {
    return inCustody.all();
  }

  BirthRecord birth() {
    return new BirthRecord(made().birth().orElseThrow());
  }

  /**
   * What each city node should have, with its share of each fault budget. Only once all that it is
   * rendered from is made.
   */
  List<Deployment> deployments() {
    if (deployments == null) {
      deployments = render();
    }
    return deployments;
  }

  private List<Deployment> render() {
    if (network().spec().isGuest() && plan().nodes().isEmpty()) {
      return List.of();
    }
    List<Deployment> running =
        made()
            .host()
            .map(host -> renderRunning().stream().map(d -> d.calledFrom(host)).toList())
            .orElseGet(this::renderRunning);
    return network().desire() == Desire.SUSPENDED
        ? running.stream().map(Deployment::standingStill).toList()
        : running;
  }

  private List<Deployment> renderRunning() {
    // Who is gone only waits to be removed.
    Made present = made().keeping(plan().names()::contains);
    return renderings.of(
        pack(),
        new RenderInput(
            id(),
            network().spec(),
            plan(),
            present.placement().orElseThrow(),
            present.addresses().orElseThrow(),
            identities(),
            birth(),
            made().software().orElseThrow(),
            contracts(standing -> true)));
  }

  /**
   * The tenant's own contracts, by their numbers, as far as they stand like that; who is gone isn't
   * among them.
   */
  List<Contract> contracts(Predicate<Standing> which) {
    Set<Integer> numbers =
        made().roster().of(Contract.STEM, 0).stream()
            .filter(member -> which.test(member.standing()))
            .map(member -> member.name().number())
            .collect(Collectors.toSet());
    if (numbers.isEmpty()) {
      return List.of();
    }
    if (contracts == null) {
      contracts = ports.transactions().asSystem(() -> ports.contracts().of(id()));
    }
    return contracts.stream()
        .map(ContractVersion::contract)
        .filter(contract -> numbers.contains(contract.number()))
        .sorted(Comparator.comparingInt(Contract::number))
        .toList();
  }
}
