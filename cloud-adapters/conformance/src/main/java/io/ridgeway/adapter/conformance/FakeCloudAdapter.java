package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.adapter.conformance.FakeNetwork.Place;
import io.ridgeway.adapter.conformance.WriteHook.Write;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Resources;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The adapter of a {@link FakeCityNode}; all of its state is there. */
final class FakeCloudAdapter implements CloudAdapter {
  private final FakeCityNode city;
  private final boolean udp;
  private volatile boolean closed;

  FakeCloudAdapter(FakeCityNode city, boolean udp) {
    this.city = city;
    this.udp = udp;
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
    if (!udp) {
      all.remove(Capability.UDP);
    }
    return all;
  }

  @Override
  public Set<Software> software() {
    synchronized (open()) {
      return city.software;
    }
  }

  @Override
  public Capacity capacity() {
    synchronized (open()) {
      Resources used = Resources.NONE;
      for (FakeNetwork network : city.networks.values()) {
        for (FakeWorkload fake : network.workloads.values()) {
          used = used.plus(fake.workload().total());
        }
        network.settle(city.clock.instant());
        for (FakeTask fake : network.tasks.values()) {
          used = fake.observed().state().ended() ? used : used.plus(fake.task().resources());
        }
      }
      return new Capacity(
          city.total,
          new Resources(
              Math.max(0, city.total.cpuMillis() - used.cpuMillis()),
              Math.max(0, city.total.memoryMib() - used.memoryMib()),
              Math.max(0, city.total.storageGib() - used.storageGib())));
    }
  }

  @Override
  public Reservation reserve(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    city.hook.before(Write.RESERVE, network);
    Reservation answer;
    synchronized (open()) {
      FakeNetwork found = city.network(network);
      refuseOlder(found, network, fence);
      found.fence = fence.token();
      if (city.pendingAnswers > 0) {
        city.pendingAnswers--;
        answer = new Reservation.Pending("the load balancer of " + node + " has no address yet");
      } else {
        answer = new Reservation.Settled(place(network, node).addresses(node, ports));
      }
    }
    city.hook.after(Write.RESERVE, network);
    return answer;
  }

  private Place place(NetworkId network, NodeName node) {
    return city.network(network)
        .places
        .computeIfAbsent(node, n -> new Place(city.id.value(), city.nextOrdinal++));
  }

  @Override
  public void apply(Deployment deployment, Fence fence, NodeSecrets secrets) {
    city.hook.before(Write.APPLY, deployment.network());
    synchronized (open()) {
      FakeNetwork network = city.network(deployment.network());
      refuseOlder(network, deployment.network(), fence);
      deployment.workloads().forEach(this::refuseWhatCannotRun);
      deployment.tasks().forEach(t -> refuseWhatCannotRun(deployment.asWorkload(t)));
      Instant now = city.clock.instant();
      for (Workload workload : deployment.workloads()) {
        place(deployment.network(), workload.name());
        FakeWorkload present = network.workloads.get(workload.name());
        boolean isLeft = deployment.left().contains(workload.name());
        if (present != null && isLeft) {
          continue;
        }
        FakeWorkload fake = present;
        if (fake == null) {
          open(workload, secrets);
          fake = new FakeWorkload(workload, city.digest(workload), city.startup, now);
          network.workloads.put(workload.name(), fake);
        }
        fake.stopped(deployment.stopped().contains(workload.name()), now);
        if (!fake.digest().equals(city.digest(workload))) {
          open(workload, secrets);
          fake.change(workload, city.digest(workload), now);
        }
      }
      prune(network, deployment);
      takeUp(network, deployment, secrets, now);
      network.fence = fence.token();
    }
    city.hook.after(Write.APPLY, deployment.network());
  }

  private static void open(Workload workload, NodeSecrets secrets) {
    open(workload.secrets(), secrets);
    workload.sidecars().forEach(s -> open(s.secrets(), secrets));
  }

  private static void open(List<SecretFile> files, NodeSecrets secrets) {
    files.forEach(secret -> Arrays.fill(secrets.open(secret.key()), (byte) 0));
  }

  private void takeUp(
      FakeNetwork network, Deployment deployment, NodeSecrets secrets, Instant now) {
    network.settle(now);
    List<String> declared = deployment.tasks().stream().map(Task::name).toList();
    network.tasks.keySet().retainAll(declared);
    for (Task task : deployment.tasks()) {
      FakeTask present = network.tasks.get(task.name());
      if (present == null || !present.digest().equals(WorkloadDigest.of(task))) {
        open(task.secrets(), secrets);
        network.tasks.put(task.name(), new FakeTask(task, city.startup, now));
      }
    }
  }

  private static void prune(FakeNetwork network, Deployment deployment) {
    List<NodeName> declared = deployment.workloads().stream().map(Workload::name).toList();
    List<NodeName> gone =
        network.workloads.keySet().stream().filter(n -> !declared.contains(n)).toList();
    gone.forEach(network.workloads::remove);
    gone.forEach(network.places::remove);
    network.files.keySet().removeIf(f -> gone.stream().anyMatch(n -> f.startsWith(n + " ")));
    network.kept.keySet().removeIf(f -> gone.contains(f.node()));
  }

  private void refuseWhatCannotRun(Workload workload) {
    workload.sidecars().forEach(s -> refuseWhatCannotRun(s.asWorkload(workload)));
    if (!udp && workload.ports().stream().anyMatch(p -> p.protocol() == Protocol.TCP_AND_UDP)) {
      throw new AdapterException.Undeclared(
          workload.name() + " needs UDP, which city node " + city.id + " doesn't have");
    }
    if (!city.software.contains(workload.software())) {
      throw new AdapterException.SoftwareUnavailable(
          "city node "
              + city.id
              + " doesn't know "
              + workload.software()
              + ", which "
              + workload.name()
              + " needs");
    }
  }

  private void refuseOlder(FakeNetwork network, NetworkId id, Fence fence) {
    if (fence.token() < network.fence) {
      throw new AdapterException.FencedOff(
          "token "
              + fence.token()
              + " of network "
              + id
              + " is out of date at city node "
              + city.id
              + ", which has seen "
              + network.fence);
    }
  }

  @Override
  public String digest(NetworkId network, Workload workload) {
    return open().digest(workload);
  }

  @Override
  public Observation observe(NetworkId network) {
    synchronized (open()) {
      FakeNetwork found = city.networks.getOrDefault(network, new FakeNetwork());
      Instant now = city.clock.instant();
      found.settle(now);
      return new Observation(
          found.fence,
          found.workloads.values().stream().map(w -> w.observe(now)).toList(),
          found.tasks.values().stream().map(FakeTask::observed).toList());
    }
  }

  @Override
  public void remove(NetworkId network, Fence fence) {
    city.hook.before(Write.REMOVE, network);
    synchronized (open()) {
      FakeNetwork found = city.network(network);
      refuseOlder(found, network, fence);
      found.workloads.clear();
      found.tasks.clear();
      found.files.clear();
      found.kept.clear();
      found.places.clear();
      found.fence = fence.token();
    }
    city.hook.after(Write.REMOVE, network);
  }

  @Override
  public List<Usage> usage(NetworkId network) {
    synchronized (open()) {
      return city.networks.getOrDefault(network, new FakeNetwork()).workloads.keySet().stream()
          .map(node -> new Usage(node, 1_000, 64L << 20, 1L << 20))
          .toList();
    }
  }

  @Override
  public List<String> logs(NetworkId network, NodeName node, int lines) {
    synchronized (open()) {
      FakeNetwork found = city.networks.getOrDefault(network, new FakeNetwork());
      return found.workloads.containsKey(node) ? List.of(node + " started") : List.of();
    }
  }

  @Override
  public Optional<HostPort> tunnel(NetworkId network, NodeName node, String port) {
    synchronized (open()) {
      FakeNetwork found = city.networks.getOrDefault(network, new FakeNetwork());
      return Optional.ofNullable(found.workloads.get(node)).stream()
          .flatMap(fake -> fake.workload().ports().stream())
          .filter(p -> p.name().equals(port) && p.exposure() != Exposure.NONE)
          .findFirst()
          .flatMap(p -> found.inside(node, p));
    }
  }

  @Override
  public List<VolumeFile> files(NetworkId network, VolumePath directory) {
    synchronized (open()) {
      String beneath = directory.path() + "/";
      return city.network(network).kept.entrySet().stream()
          .filter(file -> file.getKey().node().equals(directory.node()))
          .filter(file -> file.getKey().volume().equals(directory.volume()))
          .filter(file -> file.getKey().path().startsWith(beneath))
          .map(
              file ->
                  new VolumeFile(
                      file.getKey().path().substring(beneath.length()), file.getValue().length))
          .sorted(Comparator.comparing(VolumeFile::path))
          .toList();
    }
  }

  @Override
  public byte[] read(NetworkId network, VolumePath file, long offset, int most) {
    synchronized (open()) {
      byte[] all = city.network(network).kept.get(file);
      if (all == null) {
        throw new AdapterException.Unreachable("there is no " + file);
      }
      int from = (int) Math.min(offset, all.length);
      return Arrays.copyOfRange(all, from, Math.min(all.length, from + most));
    }
  }

  @Override
  public String write(
      NetworkId network, VolumePath file, long offset, byte[] content, Fence fence) {
    if (content.length > MOST_BYTES) {
      throw new IllegalArgumentException("a part has at most " + MOST_BYTES + " bytes");
    }
    city.hook.before(Write.FILE, network);
    synchronized (open()) {
      FakeNetwork found = city.network(network);
      refuseOlder(found, network, fence);
      FakeWorkload owner = found.workloads.get(file.node());
      if (owner == null
          || owner.workload().volumes().stream().noneMatch(v -> v.name().equals(file.volume()))) {
        throw new AdapterException.Unreachable("there is no volume for " + file);
      }
      byte[] before = offset == 0 ? new byte[0] : found.kept.getOrDefault(file, new byte[0]);
      if (before.length != offset) {
        throw new AdapterException.Unreachable(file + " is not " + offset + " bytes long");
      }
      byte[] whole = Arrays.copyOf(before, before.length + content.length);
      System.arraycopy(content, 0, whole, before.length, content.length);
      found.kept.put(file, whole);
      found.fence = fence.token();
    }
    city.hook.after(Write.FILE, network);
    return "/" + city.id + "/" + file.node() + "/" + file.volume() + "/" + file.path();
  }

  @Override
  public void discard(NetworkId network, VolumePath directory, Fence fence) {
    city.hook.before(Write.FILE, network);
    synchronized (open()) {
      FakeNetwork found = city.network(network);
      refuseOlder(found, network, fence);
      found
          .kept
          .keySet()
          .removeIf(
              file ->
                  file.node().equals(directory.node())
                      && file.volume().equals(directory.volume())
                      && file.path().startsWith(directory.path() + "/"));
    }
    city.hook.after(Write.FILE, network);
  }

  private FakeCityNode open() {
    if (closed) {
      throw new IllegalStateException("the adapter of city node " + city.id + " is closed");
    }
    return city;
  }

  @Override
  public void close() {
    closed = true;
  }
}
