package io.ridgeway.adapter.local;

import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.conformance.TestCityNode.Ending;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A city node with an open adapter and one network, for a test. */
final class Stage implements AutoCloseable {
  static final NodeName A = NodeName.of("validator", 1);
  static final NodeName B = NodeName.of("validator", 2);
  static final List<Port> PORTS =
      List.of(
          new Port("p2p", 30303, Protocol.TCP_AND_UDP, Exposure.PEERS),
          new Port("rpc", 8545, Protocol.TCP, Exposure.GATEWAY));
  static final Task LATE = task("late", Ending.SUCCESS_LATER);
  static final Task ENDLESS = task("endless", Ending.NEVER);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  final LocalTestCityNode city;
  final NetworkId network = NetworkId.next();
  CloudAdapter adapter;

  Stage(LocalTestCityNode city) {
    this.city = city;
    this.adapter = city.open();
  }

  void reopen() {
    adapter.close();
    adapter = city.open();
  }

  static Workload serving(NodeName name, ConfigFile... files) {
    return workload(name, List.of(), List.of("serve", "{{bind}}", "30303/udp", "8545"), files);
  }

  static Workload workload(
      NodeName name, List<List<String>> prepare, List<String> arguments, ConfigFile... files) {
    return new Workload(
        name,
        "validator",
        SampleProgram.SOFTWARE,
        prepare,
        arguments,
        Map.of("NODE", "{{bind}}"),
        List.of(files),
        List.of(),
        List.of(new Volume("data", 1)),
        PORTS,
        new Probes(Optional.of(new Probe.TcpOpen("rpc")), Optional.empty()),
        new Resources(100, 64, 1),
        Optional.empty());
  }

  static Workload withSecret(Workload of, SecretFile secret) {
    return new Workload(
        of.name(),
        of.role(),
        of.software(),
        of.prepare(),
        of.arguments(),
        of.environment(),
        of.files(),
        List.of(secret),
        of.volumes(),
        of.ports(),
        of.probes(),
        of.resources(),
        of.consensusGroup());
  }

  /** Notes its name in a file of {@link #A}, and has three attempts. */
  static Task task(String name, Ending ending) {
    return new Task(
        name,
        SampleProgram.SOFTWARE,
        List.of("note", "{{volume.data}}/notes", name, ending.name()),
        Map.of(),
        List.of(),
        List.of(),
        Optional.of(A),
        new Resources(100, 64, 0),
        3,
        Duration.ofMinutes(10));
  }

  List<String> notes(NetworkId of) {
    return city.lines(of, A, "data", "notes");
  }

  void apply(Workload... workloads) {
    apply(List.of(), workloads);
  }

  void apply(List<Task> tasks, Workload... workloads) {
    adapter.apply(
        new Deployment(network, LocalTestCityNode.ID, List.of(workloads)).running(tasks),
        new Fence(1),
        key -> {
          byte[] scalar = new byte[32];
          Arrays.fill(scalar, (byte) 0xA5);
          return scalar;
        });
  }

  ObservedWorkload run(Workload workload) {
    apply(workload);
    return running(workload);
  }

  ObservedWorkload running(Workload workload) {
    String digest = adapter.digest(network, workload);
    return await(workload.name(), w -> w.phase() == Phase.RUNNING && w.digest().equals(digest));
  }

  ObservedWorkload await(NodeName node, Predicate<ObservedWorkload> wanted) {
    await(() -> adapter.observe(network).find(node).filter(wanted).isPresent());
    return adapter.observe(network).find(node).orElseThrow();
  }

  void await(BooleanSupplier wanted) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!wanted.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("waited in vain; last " + adapter.observe(network));
      }
      city.pass(Duration.ofMillis(20));
    }
  }

  @Override
  public void close() {
    try {
      adapter.close();
    } finally {
      city.close();
    }
  }
}
