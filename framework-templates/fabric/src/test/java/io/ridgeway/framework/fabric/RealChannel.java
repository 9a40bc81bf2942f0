package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.Topology.Organisation;
import io.ridgeway.framework.fabric.admin.OrdererAdmin;
import io.ridgeway.framework.fabric.admin.PeerAdmin;
import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.GenesisBlock;
import io.ridgeway.framework.fabric.channel.SignableUpdate;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.framework.fabric.lab.TestOrganisation;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.Config;

/** A real network with its first channel, step by step, as a driver would take them. */
final class RealChannel implements AutoCloseable {
  static final String CHANNEL = "trade";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final TestNetwork lab;
  final RealFabric nodes;
  final Block genesis;
  private final Map<NodeName, PeerAdmin> peers = new TreeMap<>();

  RealChannel(FabricPrograms programs, Path home, NetworkSpec spec, String subnet) {
    Topology topology = Topology.of(spec);
    Iterator<NodeName> names = topology.plan().nodes().stream().map(node -> node.name()).iterator();
    Map<String, String> hosts = new TreeMap<>();
    for (int i = 1; names.hasNext(); i++) {
      hosts.put(names.next().value(), subnet + i);
    }
    lab = TestNetwork.placed(topology, node -> "local-1", hosts::get);
    nodes = new RealFabric(programs, home, lab);
    genesis =
        GenesisBlock.of(
            FirstChannel.plan(lab.network(), CHANNEL, Batch.USUAL),
            Instant.now(),
            RealFabric.nonce());
    for (Organisation organisation : topology.organisations()) {
      organisation.nodes().forEach(node -> peers.put(node, nodes.peer(organisation, node)));
    }
  }

  Topology topology() {
    return lab.network().topology();
  }

  /** Starts every node and has it join. */
  void bringUp() {
    nodes.startAll();
    for (NodeName node : topology().ordererNodes()) {
      OrdererAdmin orderer = nodes.orderer(node);
      eventually(node + " answers", () -> orderer.participation(CHANNEL).isEmpty());
      assertThat(orderer.join(genesis).relation()).isEqualTo("consenter");
    }
    for (PeerAdmin peer : peers.values()) {
      eventually("a peer answers", () -> peer.channels().isEmpty());
      peer.join(genesis);
    }
  }

  /** Has the administrators of all organisations approve a change, and waits for it everywhere. */
  void change(ConfigEdit edit, NodeName through) {
    SignableUpdate update = SignableUpdate.of(edit.update());
    List<SigningIdentity> administrators = new ArrayList<>();
    for (Organisation organisation : topology().organisations()) {
      if (!organisation.observes()) {
        administrators.add(lab.organisations().get(organisation.name()).administrator());
      }
    }
    TestOrganisation orderer = lab.organisations().get(Topology.ORDERING);
    administrators.add(orderer.administrator());
    long height = height();
    nodes
        .broadcast(through)
        .send(
            update.envelope(
                administrators.stream().map(a -> update.approve(a, RealFabric.nonce())).toList(),
                orderer.administrator(),
                Instant.now(),
                RealFabric.nonce()));
    eventually("every peer has the change", () -> agreedAt(height + 1));
  }

  long height() {
    return info(peers.values().iterator().next()).getHeight();
  }

  /** Whether every peer has just as many blocks, and the same. */
  boolean agreedAt(long height) {
    return peers.values().stream()
        .map(RealChannel::info)
        .allMatch(
            info ->
                info.getHeight() == height
                    && info.getCurrentBlockHash()
                        .equals(info(peers.values().iterator().next()).getCurrentBlockHash()));
  }

  BlockchainInfo info(NodeName peer) {
    return info(peers.get(peer));
  }

  Config config(NodeName peer) {
    return Blocks.config(peers.get(peer).config(CHANNEL));
  }

  PeerAdmin peer(NodeName peer) {
    return peers.get(peer);
  }

  private static BlockchainInfo info(PeerAdmin peer) {
    return peer.info(CHANNEL);
  }

  /** Waits for what comes true in time, and fails at once if a node has ended. */
  void eventually(String what, BooleanSupplier so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Supplier<String> why = () -> "";
    do {
      nodes.allRun();
      try {
        if (so.getAsBoolean()) {
          return;
        }
      } catch (LedgerException e) {
        why = () -> ": " + e;
      }
      pause();
    } while (System.nanoTime() < end);
    throw new AssertionError("not in time: " + what + why.get());
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
