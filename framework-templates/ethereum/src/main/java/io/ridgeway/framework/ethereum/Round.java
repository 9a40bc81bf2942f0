package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Answers;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Asks nodes of one network the same, all at once.
 *
 * @param patience for all of them together
 */
record Round(JsonRpc rpc, LedgerEndpoints ledger, Duration patience) {

  /** The answers of those that gave one. */
  <T> Map<NodeName, T> ask(
      Collection<NodeName> nodes, Function<JsonNode, T> read, String method, Object... parameters) {
    Map<NodeName, CompletableFuture<T>> asked = new TreeMap<>();
    for (NodeName node : nodes) {
      HostPort at = ledger.nodes().getOrDefault(node, Map.of()).get(QbftDriver.PORT);
      if (at != null) {
        asked.put(node, rpc.call(at, patience, method, parameters).thenApply(read));
      }
    }
    return Answers.heard(asked);
  }

  /** The heights of those that say one. */
  Map<NodeName, Long> heights(Collection<NodeName> nodes) {
    return ask(
        nodes,
        result -> Quantity.parse("height", result.asText(), 63).longValueExact(),
        "eth_blockNumber");
  }
}
