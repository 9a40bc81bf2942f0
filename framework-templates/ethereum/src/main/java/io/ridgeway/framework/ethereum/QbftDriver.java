package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.network.NodeName;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Watches a QBFT network: asks all nodes for their height at once, then the voters for the block at
 * the lowest of them, which all of them must have. Who votes is changed by {@link Membership}.
 */
final class QbftDriver implements FrameworkDriver {
  /** The port that is asked. */
  static final String PORT = "rpc";

  /** One of two rounds; together they stay within the contract's 2 s. */
  private static final Duration ROUND = Duration.ofMillis(900);

  /** One of at most four rounds; together they stay within the contract's 10 s. */
  private static final Duration VOTING = Duration.ofSeconds(2);

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
    Round round = new Round(rpc, nodes, ROUND);
    Map<NodeName, Long> heights = round.heights(nodes.nodes().keySet());
    Map<NodeName, Long> voters = new TreeMap<>(heights);
    voters.keySet().retainAll(nodes.voters());
    Map<NodeName, String> hashes = Map.of();
    if (!voters.isEmpty()) {
      long common = voters.values().stream().mapToLong(Long::longValue).min().orElseThrow();
      String number = Quantity.of(BigInteger.valueOf(common));
      hashes = round.ask(voters.keySet(), QbftDriver::hash, "eth_getBlockByNumber", number, false);
    }
    return new Findings(nodes, heights, hashes).health(before, Instant.now(clock));
  }

  @Override
  public Optional<String> join(LedgerEndpoints nodes, Administrators administrators) {
    return new Membership(new Round(rpc, nodes, VOTING), administrators.identities()).converge();
  }

  @Override
  public Set<String> replaceableRoles() {
    return Set.of("validator", "rpc");
  }

  @Override
  public Duration patience(BirthRecord birth) {
    Duration blocks = Duration.ofSeconds(PATIENCE_BLOCKS * Chain.of(birth).blockPeriodSeconds());
    return blocks.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : blocks;
  }

  private static String hash(JsonNode block) {
    String hash = block.path("hash").asText();
    if (hash.isEmpty()) {
      throw new IllegalStateException("a block without a hash");
    }
    return hash;
  }
}
