package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.NodePort;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small deployments with one of everything. */
final class Samples {
  static final NetworkId NETWORK = new NetworkId("n00000000demo");
  static final CityNodeId CITY_NODE = new CityNodeId("frankfurt-1");
  static final Software SOFTWARE = new Software("ledger", "1.0");

  /** What some have beside them. */
  static final Software STORE = new Software("store", "3");

  static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);
  static final Image IMAGE = new Image("registry.example.net/ledger:1.0" + DIGEST);
  static final NodePort NODE_PORTS = new NodePort("203.0.113.1");

  static final Port P2P = new Port("p2p", 30303, Protocol.TCP_AND_UDP, Exposure.PEERS);
  static final Port RPC = new Port("rpc", 8545, Protocol.TCP, Exposure.GATEWAY);
  static final Port ADMIN = new Port("admin", 9090, Protocol.TCP, Exposure.ADMIN);
  static final Port INNER = new Port("inner", 9091, Protocol.TCP, Exposure.NONE);
  static final List<Port> PORTS = List.of(P2P, RPC, ADMIN, INNER);
  static final Port TLS_PEER = new Port("peer", 7051, Protocol.TLS, Exposure.PEERS);

  private Samples() {}

  static ClusterSettings settings(ExposureStrategy exposure) {
    return ClusterSettings.of(CITY_NODE, Map.of(SOFTWARE, IMAGE, STORE, IMAGE), exposure);
  }

  /** With the gateway in a namespace of the same cluster. */
  static ClusterSettings withGatewayInside(ExposureStrategy exposure) {
    ClusterSettings s = settings(exposure);
    return new ClusterSettings(
        s.cityNode(),
        s.images(),
        s.allowTags(),
        s.registryMirror(),
        s.storageClass(),
        s.exposure(),
        Map.of("kubernetes.io/metadata.name", "ridgeway"),
        s.scheduling(),
        s.closed(),
        s.cpuBurst());
  }

  static Deployment deployment(Workload... workloads) {
    return new Deployment(NETWORK, CITY_NODE, List.of(workloads), Map.of("voters", 1));
  }

  static Workload voter(int ordinal) {
    return workload("voter", ordinal, PORTS, Optional.of("voters"));
  }

  static Workload observer(int ordinal) {
    return workload("observer", ordinal, PORTS, Optional.empty());
  }

  static Workload workload(String role, int ordinal, List<Port> ports, Optional<String> group) {
    List<Port> all = new ArrayList<>(ports);
    return new Workload(
        NodeName.of(role, ordinal),
        role,
        SOFTWARE,
        List.of(List.of("init", "{{file.node.conf}}")),
        List.of("--bind={{bind}}", "--key={{secret.nodekey}}", "--data={{volume.data}}"),
        Map.of("SAMPLE", "{{volume.data}}/x $(HOME)"),
        List.of(new ConfigFile("node.conf", "bind={{bind}}\ndata={{volume.data}}\n")),
        List.of(new SecretFile("nodekey", new KeyId("k00000000demo"), SecretFile.Format.HEX)),
        List.of(new Volume("data", 10)),
        all,
        new Probes(
            Optional.of(new Probe.TcpOpen(all.get(0).name())),
            Optional.of(new Probe.HttpGet(all.get(all.size() - 1).name(), "/ready"))),
        new Resources(250, 512, 10),
        group);
  }

  /** One with a database beside it. */
  static Workload accompanied(String role, int ordinal) {
    return workload(role, ordinal, PORTS, Optional.empty())
        .with(
            List.of(
                new Sidecar(
                    "store",
                    STORE,
                    List.of("--settings={{secret.store.ini}}"),
                    Map.of("STORE_ARGS", "{{file.vm.args}}"),
                    List.of(new ConfigFile("vm.args", "bind={{bind}}\n")),
                    List.of(
                        new SecretFile(
                            "store.ini",
                            new KeyId("k00000000demo"),
                            SecretFile.Format.HEX,
                            Optional.of("at={{volume.data}}\npassword={{value}}\n"))),
                    List.of(new Volume("data", 5)),
                    List.of(new Port("store", 5984, Protocol.TCP, Exposure.NONE)),
                    new Probes(Optional.of(new Probe.HttpGet("store", "/_up")), Optional.empty()),
                    new Resources(100, 1_024, 5))));
  }

  /** One that runs its tenant's own code. */
  static Workload tenants(String role, int ordinal) {
    Workload like = workload(role, ordinal, List.of(TLS_PEER), Optional.empty());
    return new Workload(
        like.name(),
        like.role(),
        ForeignCode.Kind.IMAGE.software(),
        List.of(),
        List.of(),
        Map.of("ADDRESS", "{{bind}}:7051"),
        List.of(),
        List.of(),
        List.of(),
        like.ports(),
        new Probes(Optional.empty(), Optional.of(new Probe.TcpOpen("peer"))),
        new Resources(250, 256, 0),
        Optional.empty(),
        Optional.of(ForeignCode.image("registry.example.com/firm/book" + DIGEST)));
  }

  /** Of the data of the first observer. */
  static Task backup() {
    return backup(3);
  }

  static Task backup(int attempts) {
    Workload like = observer(1);
    return new Task(
        "backup",
        SOFTWARE,
        List.of("dump", "--key={{secret.nodekey}}", "{{volume.data}}"),
        Map.of("SAMPLE", "{{file.node.conf}}"),
        List.of(new ConfigFile("node.conf", "data={{volume.data}}\n")),
        like.secrets(),
        Optional.of(like.name()),
        new Resources(200, 256, 0),
        attempts,
        Duration.ofMinutes(30));
  }

  /** With a scratch volume. */
  static Task packing() {
    return new Task(
        "packing",
        SOFTWARE,
        List.of("pack", "--into={{volume.scratch}}"),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        new Resources(500, 1_024, 2),
        1,
        Duration.ofMinutes(5));
  }

  /** The same with other arguments. */
  static Workload withArguments(Workload w, String... arguments) {
    return new Workload(
        w.name(),
        w.role(),
        w.software(),
        w.prepare(),
        Arrays.asList(arguments),
        w.environment(),
        w.files(),
        w.secrets(),
        w.volumes(),
        w.ports(),
        w.probes(),
        w.resources(),
        w.consensusGroup());
  }
}
