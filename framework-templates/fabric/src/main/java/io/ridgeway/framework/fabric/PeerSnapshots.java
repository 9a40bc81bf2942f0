package io.ridgeway.framework.fabric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Snapshots;
import io.ridgeway.framework.fabric.admin.SnapshotAdmin;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Snapshots as Fabric's peers make them. They hold the state, the hashes of private data and the
 * ids of transactions; not the blocks before, and no private data, which a peer that began with one
 * asks of its organisation's others.
 *
 * @param nonces gives 24 random bytes at each call
 */
record PeerSnapshots(Clock clock, Supplier<byte[]> nonces) implements Snapshots {
  private static final String SIGNABLE = "_snapshot_signable_metadata.json";
  private static final String ADDITIONAL = "_snapshot_additional_metadata.json";

  /** How a peer says that it has one of just this height. */
  private static final String THERE = "already generated";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Optional<String> obstacle(String role) {
    return switch (role) {
      case Roles.PEER, Roles.OBSERVER -> Optional.empty();
      case Roles.ORDERER ->
          Optional.of(
              "An orderer agrees with others on the order of blocks: restored, it would have"
                  + " forgotten what it agreed to. Have it replaced; who comes fetches the ledger"
                  + " from the others.");
      default -> Optional.of("Nodes of role " + role + " hold no ledger.");
    };
  }

  @Override
  public String volume() {
    return FabricNodes.DATA;
  }

  @Override
  public String finished(BirthRecord birth) {
    return "snapshots/completed/" + Born.of(birth).channel();
  }

  @Override
  public void take(LedgerEndpoints nodes, Administrators administrators, NodeName node) {
    String channel = Born.channel(nodes.birth());
    try (Reach reach = new Reach(nodes, administrators, nonces, clock)) {
      SnapshotAdmin peer =
          reach.snapshots(node, "a snapshot of channel " + channel + " is made at " + node);
      if (peer.pending(channel).isEmpty()) {
        peer.generate(channel);
      }
    } catch (LedgerException.Refused e) {
      if (!String.valueOf(e.getMessage()).contains(THERE)) {
        throw e;
      }
    }
  }

  @Override
  public Set<String> descriptions() {
    return Set.of(SIGNABLE, ADDITIONAL);
  }

  @Override
  public Description describe(BirthRecord birth, Map<String, byte[]> files) {
    byte[] text = files.get(SIGNABLE);
    if (text == null || !files.containsKey(ADDITIONAL)) {
      throw unreadable();
    }
    try {
      JsonNode said = JSON.readTree(text);
      String channel = said.path("channel_name").asText();
      if (!channel.equals(Born.channel(birth))) {
        throw new Refusal(
            ProblemType.CONFLICT,
            "The snapshot is of channel "
                + channel
                + ", not of "
                + Born.channel(birth)
                + ": nothing of it belongs here.");
      }
      if (!said.path("last_block_number").isIntegralNumber()
          || !said.path("snapshot_files_raw_hashes").isObject()) {
        throw unreadable();
      }
      Map<String, String> sums = new TreeMap<>();
      said.path("snapshot_files_raw_hashes")
          .fields()
          .forEachRemaining(sum -> sums.put(sum.getKey(), sum.getValue().asText()));
      return new Description(
          channel,
          said.path("last_block_number").asLong(),
          said.path("last_block_hash").asText(),
          sums);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static Refusal unreadable() {
    return new Refusal(ProblemType.INVALID, "The snapshot doesn't say what it is of.");
  }
}
