package io.ridgeway.adapter.local;

import com.sun.management.OperatingSystemMXBean;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.local.NetworkRecord.Placed;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Resources;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the machine has, and what workloads take of it. */
final class Machine {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final int MILLIS_PER_CORE = 1_000;

  private final Site site;
  private final NetworkRecords records;
  private final Supplier<List<Task>> unfinished;

  /**
   * @param unfinished gives the tasks that take room
   */
  Machine(Site site, NetworkRecords records, Supplier<List<Task>> unfinished) {
    this.site = site;
    this.records = records;
    this.unfinished = unfinished;
  }

  /**
   * Total and free. Of CPU and memory, what is deployed takes what it declares. Of storage, it
   * takes what it declares beyond what it has written already, since that is gone from the disk.
   */
  Capacity capacity() {
    LocalSettings settings = site.settings();
    Resources declared = Resources.NONE;
    long unwritten = 0;
    for (Map.Entry<NetworkId, NetworkRecord> network : records.all().entrySet()) {
      for (Placed placed : network.getValue().workloads()) {
        declared = declared.plus(placed.workload().total());
        unwritten += unwritten(network.getKey(), placed);
      }
    }
    for (Task task : unfinished.get()) {
      declared = declared.plus(task.resources());
    }
    Disks disks = disks();
    Resources total =
        new Resources(
            settings.cpuMillis().orElse(cores() * (long) MILLIS_PER_CORE),
            settings.memoryMib().orElse(memoryBytes() / MIB),
            settings.storageGib().orElse(disks.total() / GIB));
    long disk = disks.usable() - settings.minFreeDiskBytes() - unwritten;
    long storage =
        settings.storageGib().isPresent() ? total.storageGib() - declared.storageGib() : disk / GIB;
    return new Capacity(
        total,
        new Resources(
            Math.max(0, total.cpuMillis() - declared.cpuMillis()),
            Math.max(0, total.memoryMib() - declared.memoryMib()),
            Math.max(0, Math.min(storage, total.storageGib()))));
  }

  /** Refuses what would leave less than the reserve on the disk. */
  void checkRoom(long neededBytes) {
    long usable = disks().usable();
    long reserve = site.settings().minFreeDiskBytes();
    if (usable < reserve + neededBytes) {
      throw new AdapterException.NoRoom(
          "the disk of "
              + site.home().root()
              + " has "
              + usable / MIB
              + " MiB free; "
              + mibRoundedUp(neededBytes)
              + " MiB are needed and "
              + reserve / MIB
              + " MiB must stay free: make room there");
    }
  }

  private static long mibRoundedUp(long bytes) {
    return (bytes + MIB - 1) / MIB;
  }

  /** What the processes of a workload, or of a sidecar of it, use. */
  Usage usage(NodeName node, Optional<ProcessIdentity> process, NodeDirectory directory) {
    long cpu = 0;
    long memory = 0;
    ProcessTable table = site.processes().table();
    for (ProcessTable.Entry entry : members(process, table)) {
      cpu += entry.cpuMillis();
      memory += table.memoryBytes(entry.pid());
    }
    return new Usage(node, cpu, memory, Disk.sizeOfTree(directory.volumes()));
  }

  /** What a workload and its sidecars use. */
  static Usage together(Usage one, Usage other) {
    return new Usage(
        one.node(),
        one.cpuMillis() + other.cpuMillis(),
        one.memoryBytes() + other.memoryBytes(),
        one.storageBytes() + other.storageBytes());
  }

  /** The program and those that it started: they share its session. */
  private static List<ProcessTable.Entry> members(
      Optional<ProcessIdentity> process, ProcessTable table) {
    return process
        .filter(identity -> identity.lives(table))
        .map(identity -> table.all().stream().filter(e -> e.session() == identity.pid()).toList())
        .orElse(List.of());
  }

  private long unwritten(NetworkId network, Placed placed) {
    Workload workload = placed.workload();
    long declared = workload.volumes().stream().mapToLong(Volume::sizeGib).sum() * GIB;
    NodeDirectory directory =
        NodeDirectory.of(site.home(), network, workload.name(), placed.incarnation());
    long own = Math.max(0, declared - Disk.sizeOfTree(directory.volumes()));
    for (Sidecar sidecar : workload.sidecars()) {
      long theirs = sidecar.volumes().stream().mapToLong(Volume::sizeGib).sum() * GIB;
      own += Math.max(0, theirs - Disk.sizeOfTree(directory.of(sidecar).volumes()));
    }
    return own;
  }

  private record Disks(long total, long usable) {}

  private Disks disks() {
    try {
      FileStore store = Files.getFileStore(site.home().root());
      return new Disks(store.getTotalSpace(), store.getUsableSpace());
    } catch (IOException e) {
      throw Disk.failure("the disk's size can't be read", site.home().root(), e);
    }
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static long memoryBytes() {
    // Of the container, where there is one.
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
