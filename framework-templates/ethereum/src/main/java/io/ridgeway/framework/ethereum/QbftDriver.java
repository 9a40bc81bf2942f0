package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Watches a QBFT network: asks all nodes for their height at once, then the voters for the block at
 * the lowest of them, which all of them must have.
 */
final class QbftDriver implements FrameworkDriver {
  /** The port that is asked. */
  static final String PORT = "rpc";

  /** One of two rounds; together they stay within the contract's 2 s. */
  private static final Duration ROUND = Duration.ofMillis(900);

  private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

  /** So many blocks that don't come are no accident; round timeouts may double four times. */
  private static final int PATIENCE_BLOCKS = 30;

  private final JsonRpc rpc;
  private final Clock clock;

  QbftDriver(JsonRpc rpc, Clock clock) {
    this.rpc = rpc;
    this.clock = clock;
  }

  @Override
  public LedgerHealth observe(LedgerEndpoints nodes, LedgerHealth before) {
    Map<NodeName, Long> heights =
        ask(nodes, nodes.nodes().keySet(), QbftDriver::height, "eth_blockNumber");
    Map<NodeName, Long> voters = new TreeMap<>(heights);
    voters.keySet().retainAll(nodes.voters());
    Map<NodeName, String> hashes = Map.of();
    if (!voters.isEmpty()) {
      long common = voters.values().stream().mapToLong(Long::longValue).min().orElseThrow();
      String number = Quantity.of(BigInteger.valueOf(common));
      hashes = ask(nodes, voters.keySet(), QbftDriver::hash, "eth_getBlockByNumber", number, false);
    }
    return new Findings(nodes, heights, hashes).health(before, Instant.now(clock));
  }

  @Override
  public Duration patience(BirthRecord birth) {
    Duration blocks = Duration.ofSeconds(PATIENCE_BLOCKS * Chain.of(birth).blockPeriodSeconds());
    return blocks.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : blocks;
  }

  private <T> Map<NodeName, T> ask(
      LedgerEndpoints endpoints,
      Collection<NodeName> nodes,
      Function<JsonNode, T> read,
      String method,
      Object... parameters) {
    Map<NodeName, CompletableFuture<T>> asked = new TreeMap<>();
    for (NodeName node : nodes) {
      HostPort at = endpoints.nodes().getOrDefault(node, Map.of()).get(PORT);
      if (at != null) {
        asked.put(node, rpc.call(at, ROUND, method, parameters).thenApply(read));
      }
    }
    Map<NodeName, T> answers = new TreeMap<>();
    asked.forEach(
        (node, answer) ->
            // Whatever goes wrong with one node is the same to its network: it doesn't answer.
            answer
                .handle(
                    (value, failure) -> {
                      if (failure == null) {
                        answers.put(node, value);
                      }
                      return value;
                    })
                .join());
    return answers;
  }

  private static long height(JsonNode result) {
    return Quantity.parse("height", result.asText(), 63).longValueExact();
  }

  private static String hash(JsonNode block) {
    String hash = block.path("hash").asText();
    if (hash.isEmpty()) {
      throw new IllegalStateException("a block without a hash");
    }
    return hash;
  }
}
