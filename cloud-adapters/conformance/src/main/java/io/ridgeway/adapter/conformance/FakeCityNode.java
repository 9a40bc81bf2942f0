package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Resources;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A city node in memory. It outlives the adapters that are opened on it, as a real one does; its
 * programs aren't there, but start, die and back off by the clock that it is given.
 *
 * <p>A workload whose first argument is {@link #FAIL} ends whenever it is started; every other one
 * runs. Safe for use by several threads.
 */
public final class FakeCityNode {
  /** The first argument of a workload that fails at once. */
  public static final String FAIL = "fail";

  /**
   * The first argument of a task that notes a line in a file; line, file and the name of an {@link
   * TestCityNode.Ending} follow.
   */
  public static final String NOTE = "note";

  final CityNodeId id;
  final Clock clock;
  final Map<NetworkId, FakeNetwork> networks = new HashMap<>();
  int nextOrdinal;
  int pendingAnswers;
  Set<Software> software = Set.of(new Software("sample", "1"));
  Resources total = new Resources(64_000, 262_144, 10_240);
  Duration startup = Duration.ZERO;
  private String setting = "";
  volatile WriteHook hook = WriteHook.NONE;

  public FakeCityNode(CityNodeId id, Clock clock) {
    this.id = id;
    this.clock = clock;
  }

  /** Opens an adapter. Several may be open at once, as when a stalled caller isn't quite dead. */
  public CloudAdapter open() {
    return new FakeCloudAdapter(this, true);
  }

  /** The same, without the capability {@code UDP}. */
  public CloudAdapter openWithoutUdp() {
    return new FakeCloudAdapter(this, false);
  }

  /** Says what it can run; at first {@code sample 1}. */
  public synchronized FakeCityNode software(Set<Software> runnable) {
    software = Set.copyOf(runnable);
    return this;
  }

  /** Says what it has in all. */
  public synchronized FakeCityNode total(Resources resources) {
    total = resources;
    return this;
  }

  /** Says how long a workload is {@code STARTING}; at first no time. */
  public synchronized FakeCityNode startsAfter(Duration time) {
    startup = time;
    return this;
  }

  /** Changes a setting that shows in what is made of every workload. */
  public synchronized FakeCityNode setting(String value) {
    setting = value;
    return this;
  }

  /** As an adapter says it, by the setting as it is now. */
  synchronized String digest(Workload workload) {
    return setting.isEmpty() ? WorkloadDigest.of(workload) : WorkloadDigest.of(workload, setting);
  }

  /** Makes the next {@code count} calls of reserve answer that it takes time. */
  public synchronized FakeCityNode answerPending(int count) {
    pendingAnswers = count;
    return this;
  }

  /** Says who is called around each write. */
  public FakeCityNode hook(WriteHook called) {
    hook = called;
    return this;
  }

  /** Makes a running workload die. */
  public synchronized void kill(NetworkId network, NodeName node) {
    FakeWorkload fake = network(network).workloads.get(node);
    if (fake == null) {
      throw new IllegalArgumentException("no workload " + node + " of network " + network);
    }
    fake.die(clock.instant());
  }

  /** Whether a running workload listens there, as seen from inside. */
  public synchronized boolean answers(HostPort address) {
    return networks.values().stream().anyMatch(n -> answers(n, address));
  }

  /** The lines that tasks noted in a file of a node's volume, or that were written to it. */
  public synchronized List<String> lines(
      NetworkId network, NodeName node, String volume, String file) {
    FakeNetwork found = network(network);
    found.settle(clock.instant());
    byte[] written = found.kept.get(new VolumePath(node, volume, file));
    if (written != null) {
      return new String(written, StandardCharsets.UTF_8).lines().toList();
    }
    return List.copyOf(
        found.files.getOrDefault(node + " " + Symbols.volume(volume) + "/" + file, List.of()));
  }

  /** Puts a file into a volume, as its node's program would. */
  public synchronized void keep(NetworkId network, VolumePath file, byte[] content) {
    network(network).kept.put(file, content.clone());
  }

  /** The files that are in its nodes' volumes, but for what tasks noted. */
  public synchronized Map<VolumePath, byte[]> kept(NetworkId network) {
    return Map.copyOf(network(network).kept);
  }

  /** What is here of the network, but for its fence; one line for each thing. */
  public synchronized List<String> traces(NetworkId network) {
    FakeNetwork found = network(network);
    List<String> traces = new ArrayList<>();
    found.places.forEach((node, place) -> traces.add("address of " + node + ": " + place));
    found.workloads.forEach(
        (node, fake) -> traces.add("workload " + node + ": " + fake.workload()));
    found.tasks.forEach((name, fake) -> traces.add("task " + name + ": " + fake.task()));
    found.kept.keySet().forEach(file -> traces.add("file " + file));
    return traces;
  }

  /** All that is here, for people who debug a test. */
  @Override
  public synchronized String toString() {
    return id + networks.keySet().stream().map(n -> n + traces(n).toString()).toList().toString();
  }

  FakeNetwork network(NetworkId network) {
    return networks.computeIfAbsent(network, n -> new FakeNetwork());
  }

  private boolean answers(FakeNetwork network, HostPort address) {
    for (FakeWorkload fake : network.workloads.values()) {
      Workload workload = fake.workload();
      boolean runs = fake.observe(clock.instant()).phase() == Phase.RUNNING;
      for (Port port : workload.ports()) {
        if (runs && network.inside(workload.name(), port).filter(address::equals).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }
}
