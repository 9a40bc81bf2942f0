package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.adapter.local.NetworkRecord.Place;
import io.ridgeway.adapter.local.NetworkRecord.Placed;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs workloads as processes of this machine, each on an address of its own: on loopback, or where
 * other city nodes reach it.
 *
 * <p>What it doesn't do: a volume's size isn't enforced, only counted in {@link #capacity}; CPU and
 * memory aren't limited; processes run as Ridgeway's own user and could read each other's files, so
 * {@code ISOLATION} isn't declared, and {@link TenantJars} are run for a single tenant only. The
 * {@code serves} probe gates nothing, as nothing stands between a caller and the process.
 */
final class LocalCloudAdapter implements CloudAdapter {
  private static final int MOST_LINES = 5_000;
  private static final Duration KILLED_WITHIN = Duration.ofSeconds(15);

  private final CityNodeId cityNode;
  private final Site site;
  private final HomeLock lock;
  private final NetworkRecords records;
  private final Reservations reservations;
  private final Machine machine;
  private final Deployer deployer;
  private final Supervisor supervisor;
  private final Map<NetworkId, ReentrantLock> writers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private LocalCloudAdapter(
      CityNodeId cityNode,
      Site site,
      HomeLock lock,
      NetworkRecords records,
      Supervisor supervisor) {
    this.cityNode = cityNode;
    this.site = site;
    this.lock = lock;
    this.records = records;
    this.supervisor = supervisor;
    this.reservations = new Reservations(records, site.settings().addresses());
    this.machine = new Machine(site, records, supervisor.tasks()::unfinished);
    this.deployer = new Deployer(site, records, reservations, machine);
  }

  /** Opens the home, takes over what lives there, and starts what doesn't. */
  static LocalCloudAdapter open(AdapterContext context, LocalSettings settings, Clock clock) {
    CityNodeId cityNode = context.cityNode();
    Launcher launcher = Launcher.ofThisMachine();
    HomeLock lock = null;
    Prober prober = null;
    boolean opened = false;
    try {
      Home home = Home.open(settings.home());
      lock = HomeLock.take(home.root(), settings.lockWait());
      home.takeBallast();
      prober = new Prober(clock, "local-prober-" + cityNode);
      Processes processes = new Processes(ProcessTable.ofThisMachine(), home.id());
      SoftwareList software = new SoftwareList(settings.software());
      Site site = new Site(settings, home, software, processes, launcher, prober, clock);
      NetworkRecords records = NetworkRecords.load(home);
      Supervisor supervisor =
          new Supervisor(site, records, "local-supervisor-" + cityNode, context.changed());
      supervisor.start();
      opened = true;
      return new LocalCloudAdapter(cityNode, site, lock, records, supervisor);
    } catch (IOException e) {
      throw Disk.failure("city node " + cityNode + " can't be opened", settings.home(), e);
    } finally {
      if (!opened) {
        release(prober, lock);
      }
    }
  }

  private static void release(@Nullable Prober prober, @Nullable HomeLock lock) {
    if (prober != null) {
      prober.close();
    }
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a lock could not be released", e);
    }
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all =
        EnumSet.of(
            Capability.UDP,
            Capability.SUPERVISION,
            Capability.LOGS,
            Capability.TASKS,
            Capability.FILES,
            Capability.STANDSTILL,
            Capability.SIDECARS);
    if (!site.settings().udp()) {
      all.remove(Capability.UDP);
    }
    return all;
  }

  @Override
  public Set<Software> software() {
    Set<Software> all = new HashSet<>(site.software().usable());
    all.addAll(TenantJars.software(site.settings()));
    return Set.copyOf(all);
  }

  @Override
  public Capacity capacity() {
    return machine.capacity();
  }

  @Override
  public Reservation reserve(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    checkOpen();
    Place place = reservations.settle(network, node, ports, fence);
    return new Reservation.Settled(Reservations.addresses(place, ports));
  }

  @Override
  public void apply(Deployment deployment, Fence fence, NodeSecrets secrets) {
    checkOpen();
    if (!deployment.cityNode().equals(cityNode)) {
      throw new IllegalArgumentException(
          "a deployment of city node " + deployment.cityNode() + " was given to " + cityNode);
    }
    ReentrantLock writer = writer(deployment.network());
    writer.lock();
    try {
      Deployer.Written written = deployer.write(deployment, fence, secrets);
      written.workloads().forEach(w -> supervisor.track(w.directory(), w.digest()));
      written.tasks().forEach(t -> supervisor.tasks().track(t.directory()));
    } finally {
      writer.unlock();
    }
    supervisor.wake();
  }

  @Override
  public String digest(NetworkId network, Workload workload) {
    return deployer.digest(workload);
  }

  @Override
  public Observation observe(NetworkId network) {
    // What is there is read before what is wanted, so that nothing is missed that is on its way
    // out.
    List<Supervised> present = supervisor.of(network);
    NetworkRecord record = records.get(network);
    List<ObservedWorkload> workloads =
        present.stream()
            .filter(w -> w.directory().sidecar().isEmpty() && isLastOf(w, record))
            .map(w -> with(w.view(), w.directory(), present).observed(w.directory().node()))
            .sorted(Comparator.comparing(ObservedWorkload::name))
            .toList();
    return new Observation(record.fence(), workloads, supervisor.tasks().observed(network));
  }

  /** As it is with its sidecars: no better than any of them. */
  private static View with(View view, NodeDirectory directory, List<Supervised> present) {
    View whole = view;
    for (Supervised other : present) {
      NodeDirectory theirs = other.directory();
      if (theirs.sidecar().isPresent() && theirs.workload().equals(directory.incarnation())) {
        whole = whole.beside(theirs.sidecar().get(), other.view());
      }
    }
    return whole;
  }

  /** Of two incarnations of a node, the one that must first go is hidden by the one to come. */
  private static boolean isLastOf(Supervised workload, NetworkRecord record) {
    return record
        .placed(workload.directory().node())
        .map(Placed::incarnation)
        .filter(i -> !i.equals(workload.directory().incarnation()))
        .isEmpty();
  }

  @Override
  public void remove(NetworkId network, Fence fence) {
    checkOpen();
    ReentrantLock writer = writer(network);
    writer.lock();
    try {
      deployer.forget(network, fence);
    } finally {
      writer.unlock();
    }
    supervisor.wake();
    awaitGone(network);
    site.home().takeBallast();
  }

  private void awaitGone(NetworkId network) {
    Duration patience = site.settings().stopTime().plus(KILLED_WITHIN);
    if (!supervisor.awaitGone(network, patience)) {
      throw new AdapterException.Unreachable(
          "network "
              + network
              + " is not wanted at city node "
              + cityNode
              + " any longer, but some of it is still there: ask again");
    }
  }

  @Override
  public List<Usage> usage(NetworkId network) {
    Map<NodeName, Usage> usages = new TreeMap<>();
    for (Supervised one : supervisor.of(network)) {
      NodeName node = one.directory().node();
      usages.merge(
          node, machine.usage(node, one.view().process(), one.directory()), Machine::together);
    }
    return List.copyOf(usages.values());
  }

  @Override
  public List<String> logs(NetworkId network, NodeName node, int lines) {
    if (lines < 1 || lines > MOST_LINES) {
      throw new IllegalArgumentException("1 to " + MOST_LINES + " lines of a log can be had");
    }
    Optional<Placed> placed = records.get(network).placed(node);
    if (placed.isEmpty()) {
      return List.of();
    }
    NodeDirectory directory =
        NodeDirectory.of(site.home(), network, node, placed.get().incarnation());
    try {
      return new OutputLog(
              directory.log(), site.settings().maxLogBytes(), site.settings().keptLogs())
          .tail(lines);
    } catch (IOException e) {
      throw Disk.failure("the log of " + node + " can't be had", directory.log(), e);
    }
  }

  @Override
  public Optional<HostPort> tunnel(NetworkId network, NodeName node, String port) {
    NetworkRecord record = records.get(network);
    return record.place(node).stream()
        .flatMap(
            place ->
                place.ports().stream()
                    .filter(p -> p.name().equals(port) && p.exposure() != Exposure.NONE)
                    .map(p -> new HostPort(place.host(), p.number())))
        .findFirst();
  }

  @Override
  public List<VolumeFile> files(NetworkId network, VolumePath directory) {
    return volume(network, directory).map(v -> v.beneath(directory)).orElse(List.of());
  }

  @Override
  public byte[] read(NetworkId network, VolumePath file, long offset, int most) {
    return requireVolume(network, file).read(file, offset, most);
  }

  @Override
  public String write(
      NetworkId network, VolumePath file, long offset, byte[] content, Fence fence) {
    checkOpen();
    ReentrantLock writer = writer(network);
    writer.lock();
    try {
      records.get(network).check(network, fence);
      return requireVolume(network, file).write(file, offset, content);
    } finally {
      writer.unlock();
    }
  }

  @Override
  public void discard(NetworkId network, VolumePath directory, Fence fence) {
    checkOpen();
    ReentrantLock writer = writer(network);
    writer.lock();
    try {
      records.get(network).check(network, fence);
      volume(network, directory).ifPresent(v -> v.discard(directory));
    } finally {
      writer.unlock();
    }
  }

  private VolumeFiles requireVolume(NetworkId network, VolumePath path) {
    return volume(network, path)
        .orElseThrow(
            () ->
                new AdapterException.Unreachable(
                    "city node " + cityNode + " has no volume for " + path));
  }

  private Optional<VolumeFiles> volume(NetworkId network, VolumePath path) {
    return records
        .get(network)
        .placed(path.node())
        .flatMap(
            placed ->
                placed.workload().volumes().stream()
                    .filter(v -> v.name().equals(path.volume()))
                    .findFirst()
                    .map(
                        v ->
                            new VolumeFiles(
                                NodeDirectory.of(
                                        site.home(), network, path.node(), placed.incarnation())
                                    .volumes()
                                    .resolve(v.name()),
                                v)));
  }

  private ReentrantLock writer(NetworkId network) {
    return writers.computeIfAbsent(network, n -> new ReentrantLock());
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the adapter of city node " + cityNode + " is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      supervisor.close();
      release(site.prober(), lock);
    }
  }
}
