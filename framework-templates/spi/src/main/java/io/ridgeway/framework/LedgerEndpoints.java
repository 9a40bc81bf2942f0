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
 */
public record LedgerEndpoints(
    NetworkId network,
    Map<NodeName, Map<String, HostPort>> nodes,
    List<NodeName> voters,
    BirthRecord birth) {
  public LedgerEndpoints {
    nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    voters = List.copyOf(voters);
  }
}
