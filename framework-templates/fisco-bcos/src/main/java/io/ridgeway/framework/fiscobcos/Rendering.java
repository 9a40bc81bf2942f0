package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One chain's deployments. */
final class Rendering {
  private static final String CONFIG = "config.ini";
  private static final String GENESIS = "config.genesis";
  private static final String NODES = "nodes.json";

  /**
   * Whether its doors are open, and no more: a chain that stands still must not have its nodes
   * restarted, and each must find its peers for the chain to come back. Progress is the driver's to
   * watch.
   */
  private static final Probes PROBES =
      new Probes(Optional.of(new Probe.TcpOpen("p2p")), Optional.of(new Probe.TcpOpen("rpc")));

  private final RenderInput input;
  private final Release release;
  private final long minSealMillis;
  private final Templates templates;
  private final Chain chain;

  Rendering(RenderInput input, Release release, long minSealMillis, Templates templates) {
    this.input = input;
    this.release = release;
    this.minSealMillis = minSealMillis;
    this.templates = templates;
    this.chain = Chain.of(input.birth());
  }

  List<Deployment> deployments() {
    input.plan().nodes().forEach(node -> cityNode(node.name()));
    return input.placement().cityNodes().stream()
        .map(cityNode -> new Deployment(input.network(), cityNode, workloads(cityNode)))
        .filter(deployment -> !deployment.workloads().isEmpty())
        .toList();
  }

  private List<Workload> workloads(CityNodeId cityNode) {
    return input.plan().nodes().stream()
        .filter(node -> cityNode(node.name()).equals(cityNode))
        .map(node -> workload(seat(node)))
        .toList();
  }

  private Workload workload(Seat seat) {
    return new Workload(
        seat.node().name(),
        seat.node().role(),
        input.software(),
        List.of(),
        List.of("-c", Symbols.file(CONFIG), "-g", Symbols.file(GENESIS)),
        Map.of(),
        files(seat),
        seat.secrets(),
        List.of(new Volume(Seat.DATA, Math.toIntExact(seat.node().resources().storageGib()))),
        seat.node().ports(),
        PROBES,
        seat.node().resources(),
        seat.node().group());
  }

  private List<ConfigFile> files(Seat seat) {
    Map<String, Object> values =
        Map.of(
            "chain",
            Map.of(
                "guomi",
                chain.cryptography() == Cryptography.GUOMI,
                "minSealMillis",
                minSealMillis),
            "node",
            seat.values(),
            "release",
            release.values());
    List<ConfigFile> files = new ArrayList<>();
    files.add(new ConfigFile(CONFIG, templates.render("config.ini.vm", values)));
    files.add(new ConfigFile(GENESIS, chain.genesis()));
    files.add(new ConfigFile(NODES, templates.render("nodes.json.vm", values)));
    files.addAll(seat.certificates());
    return files;
  }

  private Seat seat(PlannedNode node) {
    List<String> peers =
        input.plan().nodes().stream()
            // Who joins calls the others; they needn't be restarted for it before it belongs.
            .filter(o -> node.standing() == Standing.JOINING || o.standing() != Standing.JOINING)
            .map(other -> p2p(other.name(), node.name()).toString())
            .toList();
    return new Seat(node, chain.cryptography(), input.identities(), peers);
  }

  private HostPort p2p(NodeName node, NodeName seenFrom) {
    boolean together = cityNode(node).equals(cityNode(seenFrom));
    return input
        .addresses()
        .get(node, "p2p", together ? Viewpoint.INSIDE : Viewpoint.OTHER_CITY_NODE);
  }

  private CityNodeId cityNode(NodeName node) {
    CityNodeId cityNode = input.placement().nodes().get(node);
    if (cityNode == null) {
      throw new IllegalArgumentException(node + " has no place");
    }
    return cityNode;
  }
}
