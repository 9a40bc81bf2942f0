package io.ridgeway.adapter.local;

import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.local.NetworkRecord.Place;
import io.ridgeway.adapter.local.NetworkRecord.Placed;
import io.ridgeway.model.NetworkId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is there to what the records want, on one thread for all workloads and tasks. It
 * looks at levels only: nothing is lost if a wake-up is.
 */
final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final long IDLE_MILLIS = 250;
  private static final long BUSY_MILLIS = 25;

  private final Site site;
  private final NetworkRecords records;
  private final Map<String, Supervised> workloads = new ConcurrentHashMap<>();
  private final SupervisedTasks tasks;
  private final Thread thread;
  private final Semaphore bell = new Semaphore(0);
  private final Consumer<NetworkId> changed;
  private volatile boolean closed;

  /**
   * A supervisor.
   *
   * @param changed told of a network of which a workload is in another phase than before
   */
  Supervisor(Site site, NetworkRecords records, String name, Consumer<NetworkId> changed)
      throws IOException {
    this.site = site;
    this.changed = changed;
    this.records = records;
    List<Processes.Found> living = site.processes().all();
    for (NodeDirectory directory : site.home().nodeDirectories()) {
      workloads.put(directory.incarnation(), new Supervised(site, directory, "", living));
    }
    tasks = new SupervisedTasks(site, records, living);
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Takes charge of a workload's directory, after it was recorded as wanted. */
  void track(NodeDirectory directory, String digest) {
    workloads.computeIfAbsent(
        directory.incarnation(), i -> new Supervised(site, directory, digest, List.of()));
  }

  SupervisedTasks tasks() {
    return tasks;
  }

  /** Makes it look at once. */
  void wake() {
    bell.release();
  }

  /** What is there of a network, wanted or on its way out. */
  List<Supervised> of(NetworkId network) {
    return workloads.values().stream()
        .filter(w -> w.directory().network().equals(network))
        .toList();
  }

  /** Waits until nothing is left of a network; false if it still is after {@code limit}. */
  boolean awaitGone(NetworkId network, Duration limit) {
    Instant deadline = site.now().plus(limit);
    while (!of(network).isEmpty() || !tasks.of(network).isEmpty()) {
      if (site.now().isAfter(deadline) || closed) {
        return false;
      }
      try {
        Thread.sleep(BUSY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private void run() {
    while (!closed) {
      try {
        tick();
        tasks.tick();
        rest();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("The supervisor stumbled and goes on", e);
      }
    }
  }

  private void rest() throws InterruptedException {
    boolean busy = tasks.busy() || workloads.values().stream().anyMatch(Supervised::busy);
    if (bell.tryAcquire(busy ? BUSY_MILLIS : IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }

  private void tick() {
    // First who is there, then what is wanted: a workload is recorded before it is tracked, so that
    // none that is seen here is taken for unwanted.
    List<Supervised> present = List.copyOf(workloads.values());
    Map<String, Filling> wanted = wanted();
    Set<String> stopped = stopped();
    for (Supervised workload : present) {
      String incarnation = workload.directory().incarnation();
      Phase before = workload.view().phase();
      try {
        boolean gone =
            workload.step(
                site.now(),
                Optional.ofNullable(wanted.get(incarnation)),
                stopped.contains(incarnation),
                !hasElder(workload, wanted));
        if (gone) {
          workloads.remove(incarnation);
        }
      } catch (RuntimeException e) {
        LOG.atError()
            .addKeyValue("network", workload.directory().network())
            .addKeyValue("node", workload.directory().node())
            .setCause(e)
            .log("A workload could not be brought a step on");
      }
      if (workload.view().phase() != before) {
        changed.accept(workload.directory().network());
      }
    }
  }

  /** Whether an incarnation of the same node that isn't wanted any longer is still there. */
  private boolean hasElder(Supervised workload, Map<String, Filling> wanted) {
    return of(workload.directory().network()).stream()
        .filter(other -> other != workload)
        .filter(other -> other.directory().node().equals(workload.directory().node()))
        .anyMatch(other -> !wanted.containsKey(other.directory().incarnation()));
  }

  private Map<String, Filling> wanted() {
    Map<String, Filling> wanted = new HashMap<>();
    records
        .all()
        .forEach(
            (network, record) -> {
              for (Placed placed : record.workloads()) {
                Filling filling = filling(network, record, placed);
                wanted.put(placed.incarnation(), filling);
                filling.beside().forEach(s -> wanted.put(s.directory().incarnation(), s));
              }
            });
    return wanted;
  }

  /** The incarnations that stand still. */
  private Set<String> stopped() {
    return records.all().values().stream()
        .flatMap(record -> record.workloads().stream())
        .filter(Placed::stopped)
        .flatMap(Placed::incarnations)
        .collect(Collectors.toSet());
  }

  private Filling filling(NetworkId network, NetworkRecord record, Placed placed) {
    String host =
        record
            .place(placed.workload().name())
            .map(Place::host)
            .orElseThrow(() -> new IllegalStateException("a deployed workload has an address"));
    return new Filling(
        placed.workload(),
        placed.digest(),
        NodeDirectory.of(site.home(), network, placed.workload().name(), placed.incarnation()),
        host);
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
