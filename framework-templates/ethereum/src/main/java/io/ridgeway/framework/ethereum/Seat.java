package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Volume;
import java.util.List;

/**
 * One node as its client's files need it, whichever client that is.
 *
 * @param node the planned node
 * @param key its own key
 * @param chain the network's chain
 * @param host where the other nodes reach it: an address or a name
 * @param peers the other nodes as enode URLs, in the plan's order
 * @param named whether any of them, or this one, is reached by a name instead of an address
 * @param rpcHosts the hosts under which callers reach its RPC port; a request under another one is
 *     refused, so that no web page can be tricked into calling it (DNS rebinding)
 */
record Seat(
    PlannedNode node,
    KeyId key,
    Chain chain,
    String host,
    List<String> peers,
    boolean named,
    List<String> rpcHosts) {
  static final String NODE_KEY = "nodekey";
  static final String DATA = "data";

  Seat {
    peers = List.copyOf(peers);
    rpcHosts = List.copyOf(rpcHosts);
  }

  boolean votes() {
    return node.group().isPresent();
  }

  /** Whether {@code host} is an address, not a name. */
  static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  }

  int port(String name) {
    return node.ports().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(node.name() + " has no port " + name))
        .number();
  }

  SecretFile secret() {
    return new SecretFile(NODE_KEY, key, SecretFile.Format.HEX);
  }

  Volume volume() {
    return new Volume(DATA, Math.toIntExact(node.resources().storageGib()));
  }

  static String dataPath() {
    return Symbols.volume(DATA);
  }
}
