package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.model.key.EcdsaSignature;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A network of four validators and two nodes that answer calls, for tests of other modules too. */
public final class RealNetwork implements AutoCloseable {
  private static final EthereumPack PACK = new EthereumPack();
  private static final TestKey SENDER = TestKey.named("app-1");

  private final RealNodes nodes;

  /**
   * Starts it.
   *
   * @param home where its nodes keep what they have
   */
  public RealNetwork(Path home) {
    nodes =
        new RealNodes(GoQuorumBinary.path(), home, PACK, Scenario.parse(scenario()).input(PACK));
    nodes.startAll();
  }

  private static String scenario() {
    StringBuilder yaml =
        new StringBuilder(
            """
            network: n00000000real
            software: {name: goquorum, version: "22.7.4"}
            born: "%s"
            order: {validator: 4, rpc: 2}
            parameters: {}
            storageGib: 1
            nodes:
            """
                .formatted(Instant.now()));
    // Addresses that runs side by side don't share.
    String host = "127.89." + (1 + ProcessHandle.current().pid() % 250) + ".";
    for (int i = 1; i <= 6; i++) {
      String name = i <= 4 ? "validator-" + i : "rpc-" + (i - 4);
      yaml.append("  %s: {cityNode: local-1, hosts: {INSIDE: %s%d}}\n".formatted(name, host, i));
    }
    return yaml.toString();
  }

  /** The nodes that answer calls. */
  public LedgerEndpoints endpoints() {
    LedgerEndpoints all = nodes.endpoints();
    Map<NodeName, Map<String, io.ridgeway.model.place.HostPort>> open = new TreeMap<>(all.nodes());
    open.keySet().removeAll(all.voters());
    return new LedgerEndpoints(all.network(), open, java.util.List.of(), all.birth());
  }

  /** A node's process. */
  public long pid(String node) {
    return nodes.running().get(new NodeName(node)).pid();
  }

  /** What it is made by. */
  public FrameworkPack pack() {
    return PACK;
  }

  /** An account of the tests, and its key. */
  public String account() {
    return PACK.account(SENDER.publicKey());
  }

  public String publicKey() {
    return SENDER.publicKey();
  }

  /** By that account. */
  public EcdsaSignature sign(byte[] digest) {
    return SENDER.sign(digest);
  }

  @Override
  public void close() {
    nodes.close();
  }
}
