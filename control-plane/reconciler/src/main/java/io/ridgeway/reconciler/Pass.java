package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.engine.catalogue.CityNodeEntry;
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
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Sights.Sight;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One pass over one network: what is kept of it, what is observed now, and the way to keep more. It
 * remembers nothing beyond the pass.
 */
final class Pass {
  private static final Logger LOG = LoggerFactory.getLogger(Pass.class);

  private final Ports ports;
  private final InCustody inCustody = new InCustody(this);
  private final Renderings renderings;
  private final Map<CityNodeId, CityNodeEntry> registrations = new HashMap<>();
  private final Map<CityNodeId, Map<NodeName, String>> digests = new HashMap<>();
  private final Map<CityNodeId, String> troubles = new HashMap<>();
  private final SortedSet<CityNodeId> full = new TreeSet<>();
  private Network network;
  private Network kept;
  private Optional<Operation> operation;
  private Optional<Operation> keptOperation;
  private @Nullable NetworkPlan plan;
  private @Nullable Sights sights;
  private @Nullable LedgerHealth health;
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
    this.network = network;
    this.kept = network;
    this.operation = operation;
    this.keptOperation = operation;
  }

  Ports ports() {
    return ports;
  }

  Network network() {
    return network;
  }

  NetworkId id() {
    return network.id();
  }

  Made made() {
    return network.made();
  }

  Fence fence() {
    return new Fence(network.fence());
  }

  Instant now() {
    return ports.clock().instant();
  }

  /** The time that nodes and their certificates go by. */
  Instant nodesNow() {
    return ports.nodesClock().instant();
  }

  Optional<FrameworkPack> findPack() {
    return ports.packs().find(network.spec().framework().name());
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
                  .plan(network.spec(), made().roster(), ground().network().spec())
              : pack().plan(network.spec(), made().roster());
    }
    return plan;
  }

  /** Whether it is a guest that has brought contracts: their services are its own. */
  private boolean mayRunContracts() {
    return made().host().isPresent() && made().changes().isPresent();
  }

  /** The operation that is under way, with what this pass added to it. */
  Optional<Operation> operation() {
    return operation;
  }

  void progress(UnaryOperator<Operation> change) {
    operation = operation.map(change);
  }

  /** Changes what is to be kept, with the next {@link #keep}. */
  void change(UnaryOperator<Network> change) {
    network = change.apply(network);
    deployments = null;
    plan = null;
  }

  /** Keeps what changed, if anything did. */
  void keep() {
    if (!network.equals(kept) || !operation.equals(keptOperation)) {
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
      ports
          .faults()
          .around(FaultPort.KEEP, () -> ports.transactions().runAsSystem(() -> keepTogether(also)));
    } catch (RuntimeException e) {
      // Nothing of it happened: a later keep must not make half of it true.
      change(changed -> kept);
      operation = keptOperation;
      throw e;
    }
    kept = network;
    keptOperation = operation;
  }

  private void keepTogether(Runnable also) {
    if (!ports.networks().keep(network)) {
      throw new Stop();
    }
    if (!operation.equals(keptOperation)) {
      operation.ifPresent(ports.operations()::update);
    }
    also.run();
  }

  /**
   * Asks a city node's adapter; notes what is wrong there.
   *
   * @throws AdapterException of the kind that the adapter throws, in words for everybody
   */
  <T> T at(CityNodeId id, Function<CloudAdapter, T> work) {
    try {
      CityNodeEntry entry = registrations.computeIfAbsent(id, ports.adapters()::registration);
      return ports.adapters().at(entry, id(), work);
    } catch (AdapterException e) {
      if (e instanceof AdapterException.NoRoom) {
        full.add(id);
      }
      AdapterException told = Told.of(id, e);
      String own = String.valueOf(e.getMessage());
      LOG.atLevel(isKnown(id, own) ? Level.DEBUG : Level.WARN)
          .addKeyValue("network", id())
          .addKeyValue("cityNode", id)
          .setCause(e)
          .log(String.valueOf(told.getMessage()));
      troubles.put(id, own);
      throw told;
    }
  }

  /**
   * The same for a write: by the registration as it is at this moment, not as the pass found it.
   */
  <T> T write(CityNodeId id, Function<CloudAdapter, T> work) {
    registrations.remove(id);
    return at(id, work);
  }

  /** Whether it was said before, in this pass or the one before, so that not each fills the log. */
  private boolean isKnown(CityNodeId id, String own) {
    return own.equals(troubles.get(id))
        || network.nodes().stream()
            .anyMatch(n -> n.cityNode().equals(id) && n.detail().contains(own));
  }

  /** What the city node's adapter said was wrong in this pass, in its own words. */
  Optional<String> trouble(CityNodeId id) {
    return Optional.ofNullable(troubles.get(id));
  }

  /** The city nodes that had no room in this pass, sorted. */
  List<CityNodeId> full() {
    return List.copyOf(full);
  }

  /** What is at the network's city nodes, looked at once in a pass until {@link #lookAgain}. */
  Sights sights() {
    if (sights == null) {
      Map<CityNodeId, Sight> all = new TreeMap<>();
      made()
          .placement()
          .map(Placement::cityNodes)
          .orElse(List.of())
          .forEach(c -> all.put(c, look(c)));
      sights = new Sights(all);
    }
    return sights;
  }

  private Sight look(CityNodeId at) {
    try {
      return new Sights.Seen(at(at, a -> a.observe(id())));
    } catch (AdapterException e) {
      return new Sights.Unheard(String.valueOf(e.getMessage()));
    }
  }

  /** What is seen of the deployment's workloads once it is there as its city node makes it now. */
  Map<NodeName, String> digests(Deployment deployment) {
    return digests.computeIfAbsent(deployment.cityNode(), id -> ask(deployment));
  }

  private Map<NodeName, String> ask(Deployment deployment) {
    Map<NodeName, String> all = new TreeMap<>();
    try {
      at(
          deployment.cityNode(),
          adapter -> {
            for (Workload workload : deployment.workloads()) {
              all.put(workload.name(), adapter.digest(id(), workload));
            }
            return true;
          });
    } catch (AdapterException e) {
      // It can't be applied as things are; applying it says why, and keeps the others from nothing.
      deployment.workloads().forEach(w -> all.put(w.name(), WorkloadDigest.of(w)));
    }
    return all;
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
    if (network.spec().isGuest() && plan().nodes().isEmpty()) {
      return List.of();
    }
    List<Deployment> running =
        made()
            .host()
            .map(host -> renderRunning().stream().map(d -> d.calledFrom(host)).toList())
            .orElseGet(this::renderRunning);
    return network.desire() == Desire.SUSPENDED
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
            network.spec(),
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
