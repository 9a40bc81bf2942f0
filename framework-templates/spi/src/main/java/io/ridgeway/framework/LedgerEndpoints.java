package io.ridgeway.framework;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a ledger's nodes are reached by the caller.
 *
 * @param nodes node to port name to address; only what the caller may reach
 * @param voters the nodes that must agree before the ledger is called ready, sorted
 * @param birth the network's birth record
 * @param authorities the certificates (PEM) of the network's authorities by their names, as far as
 *     the caller knows them; public
 */
public record LedgerEndpoints(
    NetworkId network,
    Map<NodeName, Map<String, HostPort>> nodes,
    List<NodeName> voters,
    BirthRecord birth,
    Map<String, String> authorities) {
  public LedgerEndpoints {
    nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    voters = List.copyOf(voters);
    authorities = Collections.unmodifiableMap(new TreeMap<>(authorities));
  }

  /** Of a caller who knows no authorities. */
  public LedgerEndpoints(
      NetworkId network,
      Map<NodeName, Map<String, HostPort>> nodes,
      List<NodeName> voters,
      BirthRecord birth) {
    this(network, nodes, voters, birth, Map.of());
  }
}
