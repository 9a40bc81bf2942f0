package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.LedgerException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What one node says of itself and of the chain.
 *
 * @param id its node id
 * @param hash of its newest block
 * @param known the highest block that any peer has told it of
 * @param peers the ids of those that told it how far they are
 * @param sealers the ids of the chain's sealers by its ledger
 * @param quorum how many of them must take part
 * @param view of consensus; raised when a leader is given up
 * @param settled whether it is in a view, and not on the way to another
 * @param pending transactions in its pool
 * @param whole the first block of which it has the transactions and receipts; of blocks before it
 *     they were taken from it
 */
record NodeSight(
    String id,
    long height,
    String hash,
    long known,
    Set<String> peers,
    Set<String> sealers,
    int quorum,
    long view,
    boolean settled,
    long pending,
    long whole) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static NodeSight look(Asking door, String group) {
    // Of an Air node there is one in a process, so none needs to be named.
    List<String> here = List.of(group, "");
    JsonNode sync = text(door.ask("getSyncStatus", here), door);
    JsonNode consensus = text(door.ask("getConsensusStatus", here), door);
    return new NodeSight(
        sync.path("nodeID").asText(),
        sync.path("blockNumber").asLong(-1),
        plain(sync.path("latestHash").asText()),
        sync.path("knownHighestNumber").asLong(-1),
        ids(sync.path("peers")),
        ids(consensus.path("consensusNodeList")),
        consensus.path("minRequiredQuorum").asInt(Integer.MAX_VALUE),
        consensus.path("view").asLong(),
        !consensus.path("timeout").asBoolean(false),
        door.ask("getPendingTxSize", here).asLong(),
        sync.path("archivedBlockNumber").asLong());
  }

  /** Whether it has all that a node needs that comes; the genesis has no transactions. */
  boolean hasAll() {
    return whole <= 1;
  }

  /** The hash of an older block, as {@link #hash} writes it. */
  static String hashAt(Asking door, String group, long number) {
    return plain(door.ask("getBlockHashByNumber", List.of(group, "", number)).asText());
  }

  private static String plain(String hash) {
    return hash.startsWith("0x") ? hash.substring(2) : hash;
  }

  /** Both come as JSON within a string. */
  private static JsonNode text(JsonNode result, Asking door) {
    try {
      return result.isTextual() ? JSON.readTree(result.asText()) : result;
    } catch (JsonProcessingException e) {
      throw new LedgerException.Unreachable(door.node() + " gives no JSON");
    }
  }

  private static Set<String> ids(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .map(node -> node.path("nodeID").asText())
        .collect(Collectors.toUnmodifiableSet());
  }
}
