package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.Topology.Organisation;
import io.ridgeway.framework.fabric.admin.Broadcast;
import io.ridgeway.framework.fabric.admin.PeerAdmin;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.SignableUpdate;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.Envelope;

/** A real network with its first channel, step by step, as a driver would take them. */
final class RealChannel implements AutoCloseable {
  static final String CHANNEL = "trade";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  final FabricPack pack = new FabricPack();
  TestNetwork lab;
  final RealFabric nodes;
  final Block genesis;
  private final Map<String, String> hosts = new TreeMap<>();
  private final String subnet;
  private Topology topology;
  private final Map<NodeName, PeerAdmin> peers = new TreeMap<>();

  /**
   * The first three numbers of loopback addresses that runs side by side don't share.
   *
   * @param test 85 and up, another for each test
   */
  static String subnet(int test) {
    return "127." + test + "." + (1 + ProcessHandle.current().pid() % 250) + ".";
  }

  /**
   * One of Fabric 3.1.
   *
   * @param subnet as {@link #subnet} gives it
   */
  static RealChannel of(
      Path home, Map<String, Integer> nodes, Map<String, String> parameters, String subnet) {
    return new RealChannel(
        new FabricPrograms("3"), home, TestNetwork.spec("3.1", nodes, parameters), subnet);
  }

  RealChannel(FabricPrograms programs, Path home, NetworkSpec spec, String subnet) {
    this.subnet = subnet;
    topology = Topology.of(spec);
    topology.plan().nodes().forEach(n -> host(n.name().value()));
    lab = TestNetwork.of(pack, spec, this::host);
    nodes = new RealFabric(pack, programs, home, lab);
    genesis = Born.of(lab.input().birth()).genesis();
    findPeers();
  }

  private String host(String node) {
    return hosts.computeIfAbsent(node, n -> subnet + (hosts.size() + 1));
  }

  private void findPeers() {
    peers.clear();
    for (Organisation organisation : topology.organisations()) {
      organisation.nodes().forEach(node -> peers.put(node, nodes.peer(organisation.name(), node)));
    }
  }

  /** Has other nodes from now on; who runs goes on. */
  void change(Roster roster) {
    lab = lab.changed(pack, roster, this::host);
    takeNodes();
  }

  private void takeNodes() {
    topology = Topology.of(lab.input().spec(), lab.input().plan());
    nodes.change(lab);
    findPeers();
  }

  /**
   * Has what another order says from now on; those that come are started.
   *
   * @return the roster on the way
   */
  Roster change(NetworkSpec to, Roster roster) {
    NetworkSpec from = lab.input().spec();
    assertThat(pack.check(to)).isEmpty();
    assertThat(pack.checkChange(from, to)).isEmpty();
    Roster moving = roster.toward(stems(pack.plan(from, roster)), stems(pack.plan(to)));
    lab = lab.changed(pack, to, moving, this::host);
    takeNodes();
    lab.input().plan().nodes().stream()
        .filter(node -> node.standing() == Standing.JOINING)
        .forEach(node -> nodes.start(node.name()));
    return moving;
  }

  /** Has what was ordered before again: who came leaves. */
  void turnBack(NetworkSpec before, Roster moving) {
    lab = lab.changed(pack, before, moving.turnedBack(), this::host);
    takeNodes();
  }

  private static Map<String, Integer> stems(NetworkPlan plan) {
    Map<String, Integer> stems = new TreeMap<>();
    plan.nodes().forEach(node -> stems.merge(node.name().stem(), 1, Integer::sum));
    return stems;
  }

  /**
   * Starts those nodes again that are rendered differently by now, as the reconciler does.
   *
   * @return which
   */
  List<NodeName> startChanged() {
    Map<NodeName, Workload> before = new TreeMap<>();
    lab.input().plan().nodes().forEach(n -> before.put(n.name(), nodes.workload(n.name())));
    change(Topology.roster(lab.input().plan()));
    List<NodeName> changed =
        before.keySet().stream()
            .filter(name -> !nodes.workload(name).equals(before.get(name)))
            .toList();
    changed.forEach(
        node -> {
          nodes.kill(node);
          nodes.start(node);
        });
    return changed;
  }

  /** Forgets who left, and stops it. */
  void settle(Roster moving) {
    List<NodeName> leaving =
        lab.input().plan().nodes().stream()
            .filter(node -> !node.stays())
            .map(PlannedNode::name)
            .toList();
    leaving.forEach(nodes::kill);
    change(moving.settled());
  }

  /** Has a node's end of TLS certified anew, for its key, and starts it with that. */
  void renew(NodeName node) {
    lab.input().plan().identities().certificates().stream()
        .filter(planned -> planned.name().equals(FabricIdentities.tls(node)))
        .forEach(planned -> lab.custody().renew(planned, at -> List.of(host(at.value()))));
    change(Topology.roster(lab.input().plan()));
    nodes.kill(node);
    nodes.start(node);
  }

  /** A node's certificate for TLS, as custody has it now. */
  String certificate(NodeName node) {
    return FabricIdentities.tlsEnd(node, Topology.owner(node), lab.custody().identities())
        .certificate();
  }

  /** Where everybody reaches a node's port. */
  HostPort at(NodeName node, String port) {
    return lab.input().addresses().get(node, port, Viewpoint.INSIDE);
  }

  /** Has the driver go on until nothing is left to do. Gives what it said on the way. */
  Set<String> converge() {
    Set<String> said = new LinkedHashSet<>();
    eventually(
        "the channel knows its nodes",
        () -> {
          Optional<String> missing = join();
          missing.ifPresent(text -> said.addAll(List.of(text.split("; "))));
          return missing;
        },
        Optional.empty()::equals);
    return said;
  }

  /** Starts every node and has it join. */
  void bringUp() {
    nodes.startAll();
    eventually("all have joined", this::join, Optional.empty()::equals);
    eventually("the orderers agree", this::observe, LedgerHealth::agreed);
  }

  /** Its client, once every node is started and has joined. */
  LedgerClient startedClient() {
    bringUp();
    return pack.client(nodes.outside());
  }

  /**
   * An application whose key is in custody.
   *
   * @param organisation whose it is; empty of the only one
   */
  Signatory application(String name, Optional<String> organisation) {
    return lab.custody()
        .enrol(pack.enrolment(lab.input().spec(), name, organisation).orElseThrow(), name);
  }

  /** What is still missing. */
  Optional<String> join() {
    return pack.driver().join(nodes.endpoints(), lab.custody());
  }

  LedgerHealth observe() {
    return pack.driver().observe(nodes.endpoints(), LedgerHealth.UNHEARD);
  }

  /** Has the administrators of all organisations approve a change, and waits for it everywhere. */
  void change(ConfigEdit edit, NodeName through) {
    SignableUpdate update = SignableUpdate.of(edit.update());
    List<SigningIdentity> administrators = new ArrayList<>();
    for (Organisation organisation : topology.organisations()) {
      if (!organisation.observes()) {
        administrators.add(lab.administrator(organisation.name()));
      }
    }
    SigningIdentity orderer = lab.administrator(Topology.ORDERING);
    administrators.add(orderer);
    Envelope envelope =
        update.envelope(
            administrators.stream().map(a -> update.approve(a, RealFabric.nonce())).toList(),
            orderer,
            Instant.now(),
            RealFabric.nonce());
    NodeName peer = peers.keySet().iterator().next();
    long height = info(peer).getHeight();
    Broadcast broadcast = nodes.broadcast(through);
    // Orderers take nothing while they elect a leader; an answer that was lost is no second change.
    eventually(
        "the change is taken",
        () -> {
          if (info(peer).getHeight() == height) {
            broadcast.send(envelope);
          }
          return true;
        },
        taken -> taken);
    agreeAt(height + 1);
  }

  /** Waits until every peer has just as many blocks, and the same. */
  void agreeAt(long height) {
    eventually(
        "all peers have " + height + " blocks",
        () -> peers.keySet().stream().map(this::info).distinct().toList(),
        infos -> infos.size() == 1 && infos.get(0).getHeight() == height);
  }

  BlockchainInfo info(NodeName peer) {
    return eventually(peer + " answers", () -> peers.get(peer).info(CHANNEL), info -> true);
  }

  Config config(NodeName peer) {
    return Blocks.config(
        eventually(peer + " answers", () -> peers.get(peer).config(CHANNEL), block -> true));
  }

  /** Waits for what comes true in time, and fails at once if a node has ended. */
  <T> T eventually(String what, Supplier<T> ask, Predicate<T> so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Object last = "nothing";
    do {
      nodes.allRun();
      try {
        T answer = ask.get();
        if (so.test(answer)) {
          return answer;
        }
        last = answer;
      } catch (LedgerException e) {
        last = e;
      }
      pause();
    } while (System.nanoTime() < end);
    throw new AssertionError("not in time: " + what + "; last " + last);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    nodes.close();
  }
}
