package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.Topology.Organisation;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.framework.renderer.PackResources;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What runs at which city node: peers and orderers with their files. Pure: the same network gives
 * the same deployments, to the byte.
 *
 * <p>Channels aren't in the files: orderers and peers are joined to them while they run.
 */
public final class FabricNodes {
  static final String DATA = "data";
  private static final String CORE = "core.yaml";
  private static final String ORDERERS_ROOTS = "orderers/ca.crt";

  /** What a peer runs when a chaincode is installed; all by the names that Fabric gives them. */
  private static final List<String> BUILDER = List.of("build", "detect", "release");

  private static final PackResources FILES = new PackResources(FabricNodes.class);

  private final Templates templates = new Templates(FabricNodes.class, "templates");

  /** The deployments, one per city node that holds a node, sorted by city node. */
  public List<Deployment> render(FabricNetwork network) {
    return network.placement().cityNodes().stream()
        .map(
            at ->
                new Deployment(network.id(), at, workloads(network, at))
                    .together(network.from() == Viewpoint.INSIDE)
                    .carrying())
        .filter(deployment -> !deployment.workloads().isEmpty())
        .toList();
  }

  private List<Workload> workloads(FabricNetwork network, CityNodeId at) {
    Map<NodeName, Organisation> owners = new HashMap<>();
    network.topology().organisations().forEach(o -> o.nodes().forEach(n -> owners.put(n, o)));
    return network.topology().plan().nodes().stream()
        .filter(node -> network.cityNode(node.name()).equals(at))
        .map(node -> workload(network, node, Optional.ofNullable(owners.get(node.name()))))
        .toList();
  }

  private Workload workload(FabricNetwork network, PlannedNode node, Optional<Organisation> owner) {
    if (node.role().equals(Roles.CONTRACT)) {
      return Contracts.workload(network, node);
    }
    return owner.map(o -> peer(network, node, o)).orElseGet(() -> orderer(network, node));
  }

  private Workload peer(FabricNetwork network, PlannedNode node, Organisation owner) {
    HostPort address = network.reached(node.name(), Roles.GOSSIP);
    Map<HostPort, HostPort> moved = movedOrderers(network, node);
    Map<String, Object> values = new HashMap<>();
    values.put("name", node.name().value());
    values.put("network", network.id().value());
    values.put("msp", network.msp(owner.name()).id());
    values.put("address", address.toString());
    values.put("bootstrap", String.join(" ", bootstrap(network, node, owner)));
    values.put("peerPort", port(node, Roles.GOSSIP));
    values.put("chaincodePort", port(node, Roles.CHAINCODE));
    values.put("operationsPort", port(node, Roles.OPERATIONS));
    values.put(
        "moved",
        moved.entrySet().stream()
            .map(m -> Map.of("from", m.getKey().toString(), "to", m.getValue().toString()))
            .toList());
    boolean couch = network.topology().couch();
    values.put("couch", couch);
    String core = templates.render("core.yaml.vm", values);
    List<ConfigFile> files = builder();
    if (!couch) {
      files.add(0, new ConfigFile(CORE, core));
    }
    if (!moved.isEmpty()) {
      files.add(new ConfigFile(ORDERERS_ROOTS, network.msp(Topology.ORDERING).tlsAuthorities()));
    }
    NodeIdentity identity = network.identity(node.name());
    Workload peer =
        workload(
            node,
            network.topology().release().peer(),
            List.of("node", "start"),
            files,
            network.msp(owner.name()),
            identity,
            Roles.GOSSIP,
            environment(network.settled().contains(Born.BFT_DELIVERS)));
    return couch ? withDatabase(network, node, identity, peer, core) : peer;
  }

  /** The same with CouchDB: its settings are a secret then, since its password is among them. */
  private Workload withDatabase(
      FabricNetwork network, PlannedNode node, NodeIdentity identity, Workload peer, String core) {
    KeyId password =
        identity
            .password()
            .orElseThrow(
                () -> new IllegalArgumentException(node.name() + " has no key for its database"));
    Map<String, String> environment = new HashMap<>(peer.environment());
    environment.put("FABRIC_CFG_PATH", Symbols.SECRETS);
    List<SecretFile> secrets = new ArrayList<>(peer.secrets());
    secrets.add(StateDatabase.settings(CORE, password, core));
    return new Workload(
            peer.name(),
            peer.role(),
            peer.software(),
            peer.prepare(),
            peer.arguments(),
            environment,
            peer.files(),
            secrets,
            List.of(new Volume(DATA, Math.toIntExact(StateDatabase.ledger(node).storageGib()))),
            StateDatabase.own(node),
            peer.probes(),
            StateDatabase.ledger(node),
            peer.consensusGroup())
        .with(List.of(StateDatabase.sidecar(network.id(), node, password, templates)));
  }

  /**
   * Peers find their organisation's others through any of them; one that is alone, through itself.
   * Who joins isn't named to those that run, and doesn't name those that leave.
   */
  private static List<String> bootstrap(
      FabricNetwork network, PlannedNode node, Organisation owner) {
    Standing unnamed = node.standing() == Standing.JOINING ? Standing.LEAVING : Standing.JOINING;
    List<NodeName> others =
        owner.peers().stream()
            .filter(peer -> peer.standing() != unnamed && !peer.name().equals(node.name()))
            .map(Roster.Member::name)
            .toList();
    return (others.isEmpty() ? List.of(node.name()) : others)
        .stream().map(name -> network.reached(name, Roles.GOSSIP).toString()).toList();
  }

  /**
   * Where a peer that came later finds orderers instead of those that the first block names, once
   * all of these are gone: it reads the channel from that block on.
   */
  private static Map<HostPort, HostPort> movedOrderers(FabricNetwork network, PlannedNode node) {
    Map<HostPort, HostPort> moved = new LinkedHashMap<>();
    List<HostPort> now =
        network.topology().orderers().stream()
            .filter(orderer -> orderer.standing() != Standing.JOINING)
            .map(orderer -> network.reached(orderer.name(), Roles.CLUSTER))
            .toList();
    List<HostPort> first = network.first().orderers();
    if (network.first().lacks(node.name()) && !now.isEmpty() && Collections.disjoint(first, now)) {
      first.forEach(was -> moved.put(was, now.get(moved.size() % now.size())));
    }
    return moved;
  }

  private static List<ConfigFile> builder() {
    List<ConfigFile> files = new ArrayList<>();
    for (String script : BUILDER) {
      files.add(
          new ConfigFile("builders/service/bin/" + script, FILES.text("builder/" + script), true));
    }
    return files;
  }

  private Workload orderer(FabricNetwork network, PlannedNode node) {
    Map<String, Object> values =
        Map.of(
            "name", node.name().value(),
            "msp", network.msp(Topology.ORDERING).id(),
            "mayBootstrap", network.topology().release() == Release.V2_5,
            "clusterPort", port(node, Roles.CLUSTER),
            "adminPort", port(node, Roles.ADMIN),
            "operationsPort", port(node, Roles.OPERATIONS));
    return workload(
        node,
        network.topology().release().orderer(),
        List.of(),
        List.of(new ConfigFile("orderer.yaml", templates.render("orderer.yaml.vm", values))),
        network.msp(Topology.ORDERING),
        network.identity(node.name()),
        Roles.CLUSTER,
        environment(network.settled().contains(Born.BFT_ORDERS)));
  }

  /**
   * What a node's program is started with.
   *
   * @param bft whether its channel went from Raft to BFT, which it learns by being started again;
   *     Fabric reads nothing of it
   */
  private static Map<String, String> environment(boolean bft) {
    Map<String, String> environment = new TreeMap<>(Map.of("FABRIC_CFG_PATH", Symbols.FILES));
    if (bft) {
      environment.put("RIDGEWAY_ORDERING", "bft");
    }
    return environment;
  }

  private Workload workload(
      PlannedNode node,
      Software software,
      List<String> arguments,
      List<ConfigFile> configuration,
      Msp msp,
      NodeIdentity identity,
      String door,
      Map<String, String> environment) {
    List<ConfigFile> files = new ArrayList<>(configuration);
    files.addAll(MspFiles.files(msp, identity, templates));
    return new Workload(
        node.name(),
        node.role(),
        software,
        List.of(),
        arguments,
        environment,
        files,
        MspFiles.secrets(identity),
        List.of(new Volume(DATA, Math.toIntExact(node.resources().storageGib()))),
        node.ports(),
        // An open door is all that a restart may hang on; what it depends on is told by its health.
        new Probes(
            Optional.of(new Probe.TcpOpen(door)),
            Optional.of(new Probe.HttpGet(Roles.OPERATIONS, "/healthz"))),
        node.resources(),
        node.group());
  }

  static int port(PlannedNode node, String name) {
    return node.ports().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(node.name() + " has no port " + name))
        .number();
  }
}
