package io.ridgeway.reconciler;

import io.ridgeway.adapter.kubernetes.KubernetesCloudAdapterProvider;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.fake.InMemoryAuthorities;
import io.ridgeway.engine.fake.InMemoryBackupStore;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.engine.fake.PlainBackupKeys;
import io.ridgeway.engine.network.Network;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.reconciler.city.CallLimits;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import io.ridgeway.reconciler.pack.PackCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

/**
 * One network of a voter and a reader at a city node that is a cluster, in a store of its own. Its
 * ledger is nowhere: by the clock it makes a block a second as long as its nodes can be reached.
 */
final class ClusterWorld {
  static final CityNodeId CITY = new CityNodeId("cluster-1");
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration GLANCE = Duration.ofMillis(100);

  final InMemoryStore store = new InMemoryStore();
  final TenantId tenant = TenantId.next();
  final NetworkId network = NetworkId.next();
  private final Clock clock;
  private final Desks desks;
  private final Actor admin = new Actor(new UserId("ann"), "ann", Set.of());
  private int processes;

  /** Ordered, and nothing of it done. */
  ClusterWorld(String kubeconfig, Clock clock) {
    this.clock = clock;
    this.desks =
        new Desks(
            store,
            new InMemoryAuthorities(store, clock),
            new PackCatalogue(List.of(new FakePack(new ClockLedger(clock)))),
            clock);
    store.runAsSystem(
        () -> {
          store.cityNodes.put(
              new CityNode(
                  CITY, "Here", "CN", "CN", "us", "kubernetes", 10_000, CityNode.State.ACTIVE),
              Map.of(
                  "publicHost", "127.0.0.1",
                  "software", "[{name: sample, version: '1', image: 'ridgeway/sample:1'}]",
                  "allowTags", "true",
                  "allowInsecure", "true",
                  "storageGib", "1000000",
                  "requestSeconds", "2"));
          store.memberships.insert(
              new Membership(tenant, admin.user(), "ann", TenantRole.ADMIN, clock.instant()));
        });
    store.cityNodeCredentials.set(CITY, "kubeconfig", kubeconfig);
    order();
  }

  private void order() {
    NetworkSpec spec =
        new NetworkSpec(
                "one",
                new Framework("sample-ledger", "1"),
                Tier.DEDICATED,
                Map.of("validator", 1, "rpc", 1),
                Map.of(),
                List.of(CITY),
                10,
                1)
            .accepting(true);
    store.runInTenant(
        tenant,
        () -> {
          store.networks.insert(Network.ordered(network, tenant, spec, clock.instant()));
          store.operations.insert(
              Operation.begun(tenant, network, Operation.Kind.CREATE, clock.instant()));
          store.schedule.reconcile(network);
        });
  }

  /** The way to the city node of a new process, on the store of this world. */
  CityNodeAdapters adapters(ExecutorService threads) {
    CityNodeAdapters adapters =
        desks.adapters(
            new KubernetesCloudAdapterProvider(), threads, PATIENCE, CallLimits.forWorkers(8));
    adapters.hearAll();
    return adapters;
  }

  /** Whether the city node has been heard and has room. */
  boolean hasRoom() {
    return heard().filter(h -> h.capacity().free().cpuMillis() > 0).isPresent();
  }

  /** Takes over what another world has heard of the city node. */
  void hears(ClusterWorld other) {
    CityNodeEntry.Heard heard = other.heard().orElseThrow();
    store.runAsSystem(() -> store.cityNodes.heard(CITY, heard));
  }

  private Optional<CityNodeEntry.Heard> heard() {
    return store.asSystem(() -> store.cityNodes.find(CITY)).flatMap(CityNodeEntry::heard);
  }

  /** A reconciler of a new process. */
  Reconciler reconciler(FaultPort faults, CityNodeAdapters adapters) {
    return new Reconciler(
        "process-" + ++processes,
        desks.ports(
            adapters,
            faults,
            new Archive(
                store.backups,
                store.histories,
                new InMemoryBackupStore(),
                new PlainBackupKeys(),
                BackupTerms.NONE)));
  }

  /** Passes until nothing is under way. */
  void converge(Reconciler reconciler) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Next next = reconciler.reconcile(network);
      if (isSettled() || next instanceof Next.Finished) {
        return;
      }
      pause();
    }
    throw new AssertionError("no end: " + network() + operations());
  }

  // A watch tells of changes, so there is no need to wait for as long as the pass says.
  private static void pause() {
    try {
      Thread.sleep(GLANCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  void delete() {
    desks.networks().delete(admin, tenant, network);
  }

  private boolean isSettled() {
    return store.asSystem(() -> store.operations.running(network)).isEmpty();
  }

  Network network() {
    return store.asSystem(() -> store.networks.get(network));
  }

  /** Newest first. */
  List<Operation> operations() {
    return store.asSystem(() -> store.operations.of(network));
  }

  /** A block a second, at every node that can be reached. */
  private record ClockLedger(Clock clock) implements FrameworkDriver {
    @Override
    public LedgerHealth observe(LedgerEndpoints nodes, LedgerHealth before) {
      long height = clock.instant().getEpochSecond();
      Map<NodeName, Long> heights = new TreeMap<>();
      nodes.nodes().keySet().forEach(n -> heights.put(n, height));
      boolean agreed = heights.keySet().containsAll(nodes.voters());
      return new LedgerHealth(height, heights, agreed, clock.instant(), "");
    }
  }
}
