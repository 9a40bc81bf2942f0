package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.adapter.local.NetworkRecord.Place;
import io.ridgeway.adapter.local.NetworkRecord.Placed;
import io.ridgeway.adapter.local.NetworkRecord.PlacedTask;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a deployment: first all that can be refused is checked, then files appear beside those
 * that are in use, and last one record makes them count.
 */
final class Deployer {
  private final Site site;
  private final NetworkRecords records;
  private final Reservations reservations;
  private final Machine machine;

  Deployer(Site site, NetworkRecords records, Reservations reservations, Machine machine) {
    this.site = site;
    this.records = records;
    this.reservations = reservations;
    this.machine = machine;
  }

  /**
   * What is now wanted.
   *
   * @param workloads each before its sidecars
   */
  record Written(List<Filling> workloads, List<Filling> tasks) {
    List<Filling> all() {
      return Stream.concat(workloads.stream(), tasks.stream()).toList();
    }
  }

  /** What the workload is by the software list as it is now. */
  String digest(Workload workload) {
    StringBuilder listed =
        new StringBuilder(
            TenantJars.runs(workload)
                ? TenantJars.listed()
                : site.software().listed(workload.software()));
    workload
        .sidecars()
        .forEach(s -> listed.append('\n').append(site.software().listed(s.software())));
    return WorkloadDigest.of(workload, listed.toString());
  }

  /** Writes it; gives what is now wanted. One call at a time for each network. */
  Written write(Deployment deployment, Fence fence, NodeSecrets secrets) {
    NetworkId network = deployment.network();
    NetworkRecord before = records.get(network);
    before.check(network, fence);
    deployment.workloads().forEach(this::refuseWhatCannotRun);
    deployment.tasks().forEach(t -> site.software().program(t.software()));
    List<Filling> workloads = new ArrayList<>();
    for (Workload workload : deployment.workloads()) {
      Optional<Placed> left =
          before.placed(workload.name()).filter(p -> deployment.left().contains(workload.name()));
      workloads.add(
          left.isPresent()
              ? filling(network, before, left.get().workload(), left.get().digest(), fence)
              : filling(network, before, workload, digest(workload), fence));
    }
    List<PlacedTask> placed =
        deployment.tasks().stream().map(t -> before.placed(t).orElseGet(() -> anew(t))).toList();
    List<Filling> tasks =
        placed.stream().map(p -> filling(network, p, deployment, workloads)).toList();
    Written wanted = new Written(withSidecars(workloads), tasks);
    wanted.all().forEach(Filling::check);
    List<Filling> unwritten = wanted.all().stream().filter(w -> !Configuration.exists(w)).toList();
    if (!unwritten.isEmpty()) {
      machine.checkRoom(unwritten.stream().mapToLong(Configuration::size).sum());
    }
    writeFiles(before, wanted.all(), secrets);
    try {
      records.update(
          network,
          record ->
              changed(network, record, fence, workloads, stopped(deployment, before), placed));
    } catch (AdapterException e) {
      discardNew(before, wanted.all());
      throw e;
    }
    discardOld(wanted.workloads());
    return wanted;
  }

  /** Those that it says, but for those that are left: they stay as they are. */
  private static Set<NodeName> stopped(Deployment deployment, NetworkRecord before) {
    Set<NodeName> stopped = new HashSet<>(deployment.stopped());
    for (NodeName left : deployment.left()) {
      before
          .placed(left)
          .ifPresent(
              placed -> {
                if (placed.stopped()) {
                  stopped.add(left);
                } else {
                  stopped.remove(left);
                }
              });
    }
    return stopped;
  }

  private static List<Filling> withSidecars(List<Filling> workloads) {
    return workloads.stream()
        .flatMap(w -> Stream.concat(Stream.of(w), w.beside().stream()))
        .toList();
  }

  private void refuseWhatCannotRun(Workload workload) {
    workload.sidecars().forEach(s -> refuseWhatCannotRun(s.asWorkload(workload)));
    boolean udp =
        workload.ports().stream().anyMatch(port -> port.protocol() == Protocol.TCP_AND_UDP);
    if (udp && !site.settings().udp()) {
      throw new AdapterException.Undeclared(
          workload.name() + " needs UDP, which this city node's configuration turns off");
    }
    if (TenantJars.runs(workload)) {
      TenantJars.check(workload, site.settings());
    } else {
      site.software().program(workload.software());
    }
  }

  private static PlacedTask anew(Task task) {
    return new PlacedTask(RandomName.of(6), WorkloadDigest.of(task), task);
  }

  /** Of a task, with the volumes that its node has by now. */
  private Filling filling(
      NetworkId network, PlacedTask placed, Deployment deployment, List<Filling> workloads) {
    return Filling.of(
        placed,
        deployment.asWorkload(placed.task()),
        NodeDirectory.ofTask(site.home(), network, placed.task(), placed.incarnation()),
        workloads.stream()
            .filter(w -> placed.task().node().filter(w.workload().name()::equals).isPresent())
            .map(Filling::directory)
            .findFirst());
  }

  private Filling filling(
      NetworkId network, NetworkRecord before, Workload workload, String digest, Fence fence) {
    Place place = reservations.settle(network, workload.name(), workload.ports(), fence);
    String incarnation =
        before.placed(workload.name()).map(Placed::incarnation).orElseGet(() -> RandomName.of(6));
    return new Filling(
        workload,
        digest,
        NodeDirectory.of(site.home(), network, workload.name(), incarnation),
        place.host());
  }

  private void writeFiles(NetworkRecord before, List<Filling> wanted, NodeSecrets secrets) {
    Optional<IOException> failure = Optional.empty();
    boolean written = false;
    try {
      for (Filling filling : wanted) {
        Configuration.write(filling, secrets);
      }
      written = true;
    } catch (IOException e) {
      failure = Optional.of(e);
    } finally {
      if (!written) {
        discardNew(before, wanted);
      }
    }
    failure.ifPresent(
        e -> {
          throw Disk.failure("nothing was applied", site.home().root(), e);
        });
  }

  private static NetworkRecord changed(
      NetworkId network,
      NetworkRecord record,
      Fence fence,
      List<Filling> wanted,
      Set<NodeName> stopped,
      List<PlacedTask> tasks) {
    // Again, as a newer caller may have come while files were written.
    record.check(network, fence);
    Set<NodeName> names = wanted.stream().map(w -> w.workload().name()).collect(Collectors.toSet());
    List<Place> places = new ArrayList<>(record.places());
    // What was deployed and no longer is loses its address; what is only reserved so far keeps it.
    places.removeIf(p -> !names.contains(p.node()) && record.placed(p.node()).isPresent());
    List<Placed> workloads =
        wanted.stream()
            .map(
                w ->
                    new Placed(
                        w.directory().incarnation(),
                        w.digest(),
                        w.workload(),
                        stopped.contains(w.workload().name())))
            .toList();
    return new NetworkRecord(record.format(), fence.token(), places, workloads, tasks);
  }

  /** Takes back what was written for a deployment that does not count. */
  private static void discardNew(NetworkRecord before, List<Filling> wanted) {
    Set<String> known =
        before.workloads().stream()
            .flatMap(Placed::incarnations)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> taken =
        before.tasks().stream().map(PlacedTask::incarnation).collect(Collectors.toSet());
    for (Filling filling : wanted) {
      try {
        if (taken.contains(filling.directory().incarnation())) {
          continue;
        }
        if (known.contains(filling.directory().incarnation())) {
          Configuration.keepOnly(
              filling.directory(),
              before.placed(filling.workload().name()).map(Placed::digest).orElseThrow());
        } else {
          Disk.deleteTree(filling.directory().path());
        }
      } catch (IOException e) {
        // It counts for nothing and is deleted when the home is opened next.
      }
    }
  }

  private static void discardOld(List<Filling> wanted) {
    for (Filling filling : wanted) {
      try {
        Configuration.keepOnly(filling.directory(), filling.digest());
      } catch (IOException e) {
        // It is only disk space, and tried again by the next one.
      }
    }
  }

  /**
   * Empties the record but for the fence. It works on a full disk too, or nobody could make room.
   */
  void forget(NetworkId network, Fence fence) {
    try {
      empty(network, fence);
    } catch (AdapterException.NoRoom e) {
      site.home().dropBallast();
      empty(network, fence);
    }
  }

  private void empty(NetworkId network, Fence fence) {
    records.update(
        network,
        record -> {
          record.check(network, fence);
          return new NetworkRecord(record.format(), fence.token(), List.of(), List.of(), List.of());
        });
  }
}
