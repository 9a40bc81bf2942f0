package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.conformance.TestCityNode.Ending;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workloads and tasks that the kit applies: small, with one of everything. */
final class Samples {
  static final List<Port> PORTS =
      List.of(
          new Port("p2p", 30303, Protocol.TCP, Exposure.PEERS),
          new Port("rpc", 8545, Protocol.TCP, Exposure.GATEWAY),
          new Port("admin", 9090, Protocol.TCP, Exposure.ADMIN),
          new Port("inner", 9091, Protocol.TCP, Exposure.NONE));

  /** The name of the sidecar that some have. */
  static final String SIDECAR = "archivist";

  static final List<Port> FOR_BOTH =
      List.of(new Port("peer", 7051, Protocol.TCP, Exposure.PEERS_AND_GATEWAY));
  static final List<Port> WITH_UDP =
      List.of(new Port("p2p", 30303, Protocol.TCP_AND_UDP, Exposure.PEERS));

  private final TestCityNode city;

  Samples(TestCityNode city) {
    this.city = city;
  }

  Deployment deployment(NetworkId network, Workload... workloads) {
    return new Deployment(network, city.id(), List.of(workloads));
  }

  /** The same, with some of them standing still. */
  Deployment stopped(Set<NodeName> stopped, NetworkId network, Workload... workloads) {
    Deployment all = deployment(network, workloads);
    return new Deployment(
        network, city.id(), all.workloads(), Map.of(), Set.of(), List.of(), stopped);
  }

  /** Listens on {@link #PORTS}; has a file with symbols, a secret and a volume. */
  Workload listening(NodeName name) {
    return listening(name, "one");
  }

  /** The same, with another content of its file. */
  Workload listening(NodeName name, String content) {
    return workload(
        name,
        city.software(),
        city.argumentsToListen(PORTS),
        List.of(
            new ConfigFile("node.conf", "bind={{bind}}\ndata={{volume.data}}\n" + content + "\n")),
        PORTS,
        new Probes(Optional.of(new Probe.TcpOpen("rpc")), Optional.empty()));
  }

  /** The same with a sidecar that has files, secrets and volumes of the same names. */
  Workload accompanied(NodeName name) {
    return accompanied(name, city.software());
  }

  /** The same, whose sidecar is of that software. */
  Workload accompanied(NodeName name, Software software) {
    List<Port> ports = List.of(new Port("store", 9191, Protocol.TCP, Exposure.NONE));
    return listening(name)
        .with(
            List.of(
                new Sidecar(
                    SIDECAR,
                    software,
                    city.argumentsToListen(ports),
                    Map.of("SAMPLE", "{{file.node.conf}}"),
                    List.of(
                        new ConfigFile(
                            "node.conf", "bind={{bind}} {{beside}}\ndata={{volume.data}}\n")),
                    List.of(
                        new SecretFile(
                            "nodekey",
                            KEY,
                            SecretFile.Format.HEX,
                            Optional.of("of={{file.node.conf}}\npassword={{value}}\n"))),
                    List.of(new Volume("data", 1)),
                    ports,
                    Probes.NONE,
                    new Resources(100, 64, 1))));
  }

  Workload listeningOnUdp(NodeName name) {
    return workload(
        name, city.software(), city.argumentsToListen(WITH_UDP), List.of(), WITH_UDP, Probes.NONE);
  }

  Workload failing(NodeName name) {
    return workload(
        name, city.software(), city.argumentsToFail(), List.of(), List.of(), Probes.NONE);
  }

  Workload of(NodeName name, Software software) {
    return workload(name, software, List.of(), List.of(), List.of(), Probes.NONE);
  }

  /** Notes {@code line} in the file {@code notes} of a node's volume, and ends as it is told. */
  Task task(
      String name, NodeName node, String line, Ending ending, int attempts, Duration deadline) {
    String file = Symbols.volume("data") + "/notes";
    return task(
        name,
        city.software(),
        city.argumentsToNote(line, file, ending),
        Optional.of(node),
        attempts,
        deadline);
  }

  /** The same without a node, on its scratch; it also has a file and a secret. */
  Task scratch(String name, Ending ending, Duration deadline) {
    String file = Symbols.volume(Task.SCRATCH) + "/notes";
    return task(
        name,
        city.software(),
        city.argumentsToNote(name, file, ending),
        Optional.empty(),
        1,
        deadline);
  }

  /** One that can't be run, if only as it says nothing of what is to be done. */
  Task ofSoftware(String name, Software software) {
    return task(name, software, List.of(), Optional.empty(), 1, Duration.ofMinutes(1));
  }

  Task unknownSoftware(String name) {
    return ofSoftware(name, new Software("never-heard-of", "9.9.9"));
  }

  private static Task task(
      String name,
      Software software,
      List<String> arguments,
      Optional<NodeName> node,
      int attempts,
      Duration deadline) {
    return new Task(
        name,
        software,
        arguments,
        Map.of("SAMPLE", "{{file.task.conf}}"),
        List.of(new ConfigFile("task.conf", "key={{secret.nodekey}}\n")),
        List.of(new SecretFile("nodekey", KEY, SecretFile.Format.HEX)),
        node,
        new Resources(100, 64, node.isPresent() ? 0 : 1),
        attempts,
        deadline);
  }

  private static Workload workload(
      NodeName name,
      Software software,
      List<String> arguments,
      List<ConfigFile> files,
      List<Port> ports,
      Probes probes) {
    return new Workload(
        name,
        "validator",
        software,
        List.of(),
        arguments,
        Map.of("SAMPLE", "1"),
        files,
        List.of(new SecretFile("nodekey", KEY, SecretFile.Format.HEX)),
        List.of(new Volume("data", 1)),
        ports,
        probes,
        new Resources(100, 64, 1),
        Optional.of("validators"));
  }

  static final KeyId KEY = KeyId.next();
}
