package io.ridgeway.adapter.conformance;

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
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workloads that the kit applies: small, with one of everything. */
final class Samples {
  static final List<Port> PORTS =
      List.of(
          new Port("p2p", 30303, Protocol.TCP, Exposure.PEERS),
          new Port("rpc", 8545, Protocol.TCP, Exposure.GATEWAY),
          new Port("admin", 9090, Protocol.TCP, Exposure.ADMIN),
          new Port("inner", 9091, Protocol.TCP, Exposure.NONE));
  static final List<Port> WITH_UDP =
      List.of(new Port("p2p", 30303, Protocol.TCP_AND_UDP, Exposure.PEERS));

  private final TestCityNode city;

  Samples(TestCityNode city) {
    this.city = city;
  }

  Deployment deployment(NetworkId network, Workload... workloads) {
    return new Deployment(network, city.id(), List.of(workloads));
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
