package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.adapter.conformance.FakeCityNode;
import io.ridgeway.adapter.conformance.FakeCloudAdapterProvider;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.backup.BackupSweep;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.change.ChangeDesk;
import io.ridgeway.engine.contract.Brought;
import io.ridgeway.engine.fake.InMemoryAuthorities;
import io.ridgeway.engine.fake.InMemoryBackupStore;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.engine.fake.PlainBackupKeys;
import io.ridgeway.engine.host.Ground;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.reconciler.city.CallLimits;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import io.ridgeway.reconciler.pack.PackCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One network of four validators and one RPC node at two city nodes, and all that it needs. */
final class World {
  static final Instant BEGIN = Instant.parse("2026-11-21T09:59:30Z");
  static final CityNodeId NORTH = new CityNodeId("north");
  static final CityNodeId SOUTH = new CityNodeId("south");

  final SettableClock clock = SettableClock.fixedAt(BEGIN);
  final InMemoryStore store = new InMemoryStore();
  final InMemoryBackupStore backupFiles = new InMemoryBackupStore();
  final Semaphore copies = new Semaphore(2);
  BackupTerms backupTerms = new BackupTerms(true, Duration.ofDays(30), 3, 1 << 20);
  final SwitchableProvider provider =
      new SwitchableProvider(new FakeCloudAdapterProvider(clock), store);
  final List<FakeCityNode> cities;
  final InMemoryAuthorities authorities = new InMemoryAuthorities(store, clock);
  final FakeLedger ledger;
  final FakeChannel channel;
  final FakePack pack;
  final PackCatalogue packs;
  final Desks desks;
  final Draining draining = new Draining(store);
  final Orders orders;
  final TenantId tenant = TenantId.next();
  final NetworkId network;
  final Actor admin = new Actor(new UserId("ann"), "ann", Set.of());

  /** What others do before each pass of {@link #converge(Reconciler)}. */
  Runnable meanwhile = () -> {};

  private int processes;

  World() {
    this(List.of(NORTH, SOUTH));
  }

  World(List<CityNodeId> places) {
    this(places, false);
  }

  /** Of a ledger with certificates and an administrator, that makes blocks only when it is used. */
  static World ofChannel(List<CityNodeId> places) {
    return new World(places, true);
  }

  static World ofChannel() {
    return ofChannel(List.of(NORTH, SOUTH));
  }

  private World(List<CityNodeId> places, boolean ofChannel) {
    cities = places.stream().map(provider.cities::cityNode).toList();
    ledger = new FakeLedger(clock, cities);
    ledger.halted = ofChannel;
    channel = new FakeChannel(ledger);
    pack = ofChannel ? FakePack.certified(channel) : new FakePack(ledger);
    packs = new PackCatalogue(List.of(pack));
    desks = new Desks(store, authorities, packs, clock);
    orders = new Orders(store, tenant, admin, clock);
    cities.forEach(c -> c.startsAfter(Duration.ofMillis(700)));
    store.runAsSystem(
        () -> {
          for (CityNodeId id : places) {
            store.cityNodes.put(
                new CityNode(
                    id, "Nowhere", "CN", "CN", "nobody", "fake", 100, CityNode.State.ACTIVE),
                Map.of());
          }
          store.memberships.insert(
              new Membership(tenant, admin.user(), admin.name(), TenantRole.ADMIN, BEGIN));
        });
    try (CityNodeAdapters adapters = adapters()) {
      adapters.hearAll();
    }
    network = orders.network("one", places);
  }

  Network network(NetworkId id) {
    return store.asSystem(() -> store.networks.get(id));
  }

  /** Passes over another network, until nothing is under way there. */
  void converge(Reconciler reconciler, NetworkId id) {
    for (int i = 0; i < 50; i++) {
      Next next = reconciler.reconcile(id);
      if (store.asSystem(() -> store.operations.running(id)).isEmpty()
          || next instanceof Next.Finished) {
        return;
      }
      clock.advance(((Next.Again) next).in());
    }
    throw new AssertionError("no end: " + network(id));
  }

  void delete(NetworkId id) {
    desks.networks().delete(admin, network(id).tenant(), id);
  }

  /** Has what guests leave be removable in windows. */
  FakeClearing clearing() {
    FakeClearing clearing = new FakeClearing(cities);
    pack.hosting.clearing = clearing;
    return clearing;
  }

  CityNodeAdapters adapters() {
    return adapters(new DirectThreads(), CallLimits.forWorkers(8));
  }

  CityNodeAdapters adapters(ExecutorService threads, CallLimits limits) {
    return desks.adapters(provider, threads, Duration.ofSeconds(5), limits);
  }

  /** A reconciler of a new process. */
  Reconciler reconciler(FaultPort faults) {
    return reconciler(faults, adapters());
  }

  Reconciler reconciler(FaultPort faults, CityNodeAdapters adapters) {
    return new Reconciler(
        "process-" + ++processes,
        desks.ports(
            adapters,
            faults,
            new Archive(
                store.backups,
                store.histories,
                backupFiles,
                new PlainBackupKeys(),
                backupTerms,
                copies)));
  }

  Reconciler reconciler() {
    return reconciler(FaultPort.NONE);
  }

  /** Passes, as a scheduler would call them, until nothing is under way. */
  Next converge(Reconciler reconciler) {
    for (int i = 0; i < 200; i++) {
      meanwhile.run();
      Next next = reconciler.reconcile(network);
      if (isSettled() || next instanceof Next.Finished) {
        return next;
      }
      clock.advance(((Next.Again) next).in());
    }
    throw new AssertionError("no end: " + network() + operations());
  }

  /** Passes for that long. */
  void run(Reconciler reconciler, Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      Next next = reconciler.reconcile(network);
      clock.advance(((Next.Again) next).in());
    }
  }

  /** Creates the network and counts it once. */
  World created() {
    Reconciler reconciler = reconciler();
    converge(reconciler);
    run(reconciler, Duration.ofMinutes(1));
    return this;
  }

  void delete() {
    desks.networks().delete(admin, tenant, network);
  }

  /** Has nodes replaced, as their tenant. */
  void replace(String... nodes) {
    desks
        .replacements()
        .replace(admin, tenant, network, Stream.of(nodes).map(NodeName::new).collect(toSet()));
  }

  /** Has the network become what its spec says then, as its tenant. */
  void change(UnaryOperator<NetworkSpec> change) {
    change(network, change);
  }

  /** The same of another network, as its tenant. */
  void change(NetworkId id, UnaryOperator<NetworkSpec> change) {
    TenantId owner = network(id).tenant();
    ChangeDesk desk = desks.changes();
    Optional<Ground> ground = desk.ground(owner, id);
    store.runInTenant(
        owner,
        () -> {
          Network idle = desk.idle(id);
          NetworkSpec to = desk.priced(change.apply(idle.spec()), ground);
          desk.check(idle, to, ground);
          desk.begin(admin, idle, to);
        });
  }

  /** The same by an order, which knows what the network was. */
  void changeByOrder(UnaryOperator<NetworkSpec> change) {
    NetworkSpec from = network().spec();
    change(change);
    orders.change(network, from, network().spec(), operation().id());
  }

  /** What is asked for, newest first. */
  List<Approval> asked() {
    return desks.approvals().list(admin, tenant, network, Page.Request.first()).items();
  }

  /** Has all certificates renewed, as their tenant. */
  void rotate() {
    desks.rotations().rotate(admin, tenant, network);
  }

  /** Has the ledger told who is revoked, as the desk does once the list is signed. */
  void revoke() {
    store.runInTenant(
        tenant,
        () ->
            desks
                .beginning()
                .beginBeside(
                    admin,
                    desks.precedence().revoking(network),
                    Operation.Kind.REVOKE,
                    "network.revoke",
                    "Revoked."));
  }

  void stopRotation() {
    desks.rotations().stop(admin, tenant, network);
  }

  /** Has it stand still, as its tenant. */
  void suspend(NetworkId id) {
    desks.suspensions().suspend(admin, network(id).tenant(), id);
  }

  void resume(NetworkId id) {
    desks.suspensions().resume(admin, network(id).tenant(), id);
  }

  void suspend() {
    desks.suspensions().suspend(admin, tenant, network);
  }

  /** Has it come back, as its tenant. */
  void resume() {
    desks.suspensions().resume(admin, tenant, network);
  }

  /** Has its RPC nodes be ones that can be backed up. */
  World ofSnapshots() {
    pack.snapshots = new FakeSnapshots(cities);
    return this;
  }

  /** Has its ledgers' history be one that can be archived. */
  World ofHistory() {
    pack.archiving = new FakeArchiving();
    return this;
  }

  FakeArchiving history() {
    return Objects.requireNonNull(pack.archiving);
  }

  FakeSnapshots snapshots() {
    return Objects.requireNonNull(pack.snapshots);
  }

  BackupSweep sweep() {
    return new BackupSweep(store, store.backups, store.histories, backupFiles, clock);
  }

  /** Has every city node run tenants' code, and the pack take it. */
  World ofTenantsCode() {
    pack.endorsers = List.of("ann's");
    Set<Software> all = Set.of(FakePack.SOFTWARE, ForeignCode.Kind.IMAGE.software());
    cities.forEach(city -> city.software(all));
    try (CityNodeAdapters adapters = adapters()) {
      adapters.hearAll();
    }
    return this;
  }

  /** Brings a version of the contract {@code book}. */
  void bring(String version) {
    bring(network, version);
  }

  /** The same of another network's tenant. */
  void bring(NetworkId id, String version) {
    bring(id, "book", version);
  }

  void bring(NetworkId id, String name, String version) {
    desks
        .contracts()
        .deploy(
            admin,
            network(id).tenant(),
            id,
            new Brought(
                name,
                version,
                Optional.empty(),
                Optional.empty(),
                new Brought.Image("registry.example.com/ann/book@sha256:" + "ab".repeat(32))));
  }

  /** What stands aside goes on by itself, unless the network stands still. */
  private boolean isSettled() {
    return network().desire() == Network.Desire.SUSPENDED
        ? store.asSystem(() -> store.operations.running(network)).isEmpty()
        : store.asSystem(() -> store.operations.open(network)).isEmpty();
  }

  Network network() {
    return store.asSystem(() -> store.networks.get(network));
  }

  /** Newest first. */
  List<Operation> operations() {
    return store.asSystem(() -> store.operations.of(network));
  }

  Operation operation() {
    return operations().get(0);
  }

  Condition condition(Condition.Type type) {
    return network().conditions().stream().filter(c -> c.type() == type).findFirst().orElseThrow();
  }

  List<Certificate> certificates() {
    return store.asSystem(() -> authorities.list(network));
  }

  /** What each city node was last brought to. */
  List<Deployment> deployments() {
    return List.copyOf(provider.applied.values());
  }

  /** What is at all city nodes of the network. */
  List<String> traces() {
    return cities.stream().flatMap(c -> c.traces(network).stream()).toList();
  }
}
