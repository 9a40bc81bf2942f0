package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.LoadBalancer;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.NodePort;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.PortPool;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.TlsGateway;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.CityNodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The golden cases: every case of every pack, and one that needs a shared TLS gateway. */
final class GoldenClusters {
  static final Path FOLDER = Path.of("src/test/golden");

  private GoldenClusters() {}

  /** One city node of one case. */
  record Case(String path, ClusterSettings settings, Deployment deployment) {
    @Override
    public String toString() {
      return path;
    }
  }

  /** Path of the golden file to what is in it. */
  static Map<String, List<HasMetadata>> all() {
    Map<String, List<HasMetadata>> clusters = new TreeMap<>();
    cases().forEach(c -> clusters.put(c.path(), Cluster.objects(c.settings(), c.deployment())));
    return clusters;
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    PackCases.all()
        .forEach((name, deployments) -> deployments.forEach(d -> cases.add(of(name, d))));
    cases.add(of("sample-tls", tls()));
    cases.add(of("sample-tasks", tasks()));
    cases.add(of("sample-stopped", stopped()));
    cases.add(
        of(
            "sample-sidecar",
            new Deployment(
                Samples.NETWORK,
                new CityNodeId("local-1"),
                List.of(Samples.accompanied("observer", 1)))));
    cases.add(runningCode(of("sample-tenants-code", tenantsCode())));
    cases.add(runningCode(of("sample-guests-code", guestsCode())));
    cases.add(of("sample-carrying", tls().carrying()));
    return cases;
  }

  private static Case runningCode(Case contract) {
    return new Case(
        contract.path(),
        contract.settings().running(new TenantImages(Optional.empty())),
        contract.deployment());
  }

  /** A contract that was brought to a network that lives on another one's nodes. */
  private static Deployment guestsCode() {
    return new Deployment(
            Samples.NETWORK, new CityNodeId("local-1"), List.of(Samples.tenants("contract", 1)))
        .calledFrom(new NetworkId("n00000000host"))
        .together(true);
  }

  private static Case of(String name, Deployment deployment) {
    return new Case(name + "/" + deployment.cityNode() + ".yaml", settings(deployment), deployment);
  }

  private static Deployment tls() {
    List<Port> ports =
        List.of(
            new Port("peer", 7051, Protocol.TLS, Exposure.PEERS_AND_GATEWAY),
            new Port("gateway", 7052, Protocol.TLS, Exposure.GATEWAY),
            new Port("operations", 9443, Protocol.TCP, Exposure.NONE));
    return new Deployment(
        Samples.NETWORK,
        new CityNodeId("singapore-1"),
        List.of(
            Samples.workload("peer", 1, ports, Optional.empty()),
            Samples.workload("orderer", 1, ports.subList(0, 1), Optional.of("raft"))));
  }

  /** One task beside a node and its data, and one that needs neither. */
  private static Deployment tasks() {
    return new Deployment(Samples.NETWORK, new CityNodeId("local-1"), List.of(Samples.observer(1)))
        .running(List.of(Samples.backup(), Samples.packing()));
  }

  /** Two voters and an observer that stand still. */
  private static Deployment stopped() {
    return new Deployment(
            Samples.NETWORK,
            new CityNodeId("local-1"),
            List.of(Samples.voter(1), Samples.voter(2), Samples.observer(1)))
        .standingStill();
  }

  /** A node beside a contract that its tenant brought. */
  private static Deployment tenantsCode() {
    return new Deployment(
            Samples.NETWORK,
            new CityNodeId("local-1"),
            List.of(Samples.observer(1), Samples.tenants("contract", 1)))
        .together(true);
  }

  private static ClusterSettings settings(Deployment deployment) {
    ClusterSettings usual =
        ClusterSettings.of(
            deployment.cityNode(), images(deployment), strategy(deployment.cityNode().value()));
    boolean special = deployment.cityNode().value().equals("singapore-1");
    return special ? withEverything(usual) : usual;
  }

  private static ClusterSettings withEverything(ClusterSettings usual) {
    return new ClusterSettings(
        usual.cityNode(),
        usual.images(),
        false,
        Optional.of("mirror.example.net"),
        Optional.of("fast"),
        usual.exposure(),
        Map.of("kubernetes.io/metadata.name", "ridgeway"),
        new Scheduling(
            Map.of("pool", "ledgers"),
            List.of(
                new TolerationBuilder()
                    .withKey("ledgers")
                    .withOperator("Exists")
                    .withEffect("NoSchedule")
                    .build()),
            true),
        List.of(ClusterSettings.METADATA, "10.244.0.0/16", "10.96.0.0/12", "fd00::/8"),
        1);
  }

  private static Map<Software, Image> images(Deployment deployment) {
    return deployment.workloads().stream()
        .flatMap(
            w ->
                Stream.concat(
                    Stream.of(w.software()), w.sidecars().stream().map(Sidecar::software)))
        .distinct()
        .collect(
            Collectors.toMap(
                s -> s,
                s -> new Image("example/" + s.name() + ":" + s.version() + Samples.DIGEST)));
  }

  private static ExposureStrategy strategy(String cityNode) {
    return switch (cityNode) {
      case "frankfurt-1" -> new LoadBalancer(Map.of("example.net/balancer-type", "network"));
      // An API server keeps the numbers below 30086 back for who asks for one, so no other test's
      // service gets them by chance.
      case "hongkong-1" -> new PortPool("203.0.113.7", 30_000, 30_063);
      case "singapore-1" ->
          new TlsGateway("gateways", "shared", "tls", 443, "sg.example.net", "gateway-system");
      default -> new NodePort("203.0.113.1");
    };
  }
}
