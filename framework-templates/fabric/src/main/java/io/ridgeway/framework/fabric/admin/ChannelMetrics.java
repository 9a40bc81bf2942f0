package io.ridgeway.framework.fabric.admin;

import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one node says of one channel among its metrics (Prometheus' text format). It costs nothing:
 * nobody signs for it.
 *
 * @param blocks how many blocks it has; empty if it doesn't hold the channel
 * @param leader whether it leads the channel's orderers, by Raft or by BFT
 * @param votes whether it is one of the orderers that vote in the channel
 * @param voters how many orderers vote, as it has it; empty if it doesn't say
 * @param version of its program, {@code 3.1.1}; empty if it doesn't say
 * @param failures how often it couldn't run a contract or sign what that said, since it started;
 *     what a contract itself refused isn't among it
 */
public record ChannelMetrics(
    OptionalLong blocks,
    boolean leader,
    boolean votes,
    OptionalLong voters,
    String version,
    long failures) {
  private static final Pattern VERSION =
      Pattern.compile("^fabric_version\\{version=\"v?([^\"]*)\"}", Pattern.MULTILINE);

  /** A peer's endorsements that failed for no fault of the caller, by contract. */
  private static final Pattern FAILURE =
      Pattern.compile(
          "^(?:endorser_proposal_simulation_failures\\{chaincode=\"[^\"]*\""
              + "|endorser_endorsement_failures\\{chaincode=\"[^\"]*\",chaincodeerror=\"false\")"
              + ",channel=\"([^\"]*)\"}\\s+(\\S+)$",
          Pattern.MULTILINE);

  private static final Pattern SAMPLE =
      Pattern.compile(
          "^(ledger_blockchain_height|participation_consensus_relation"
              + "|consensus_(?:etcdraft|BFT)_(?:is_leader|cluster_size))"
              + "\\{channel=\"([^\"]*)\"}\\s+(\\S+)$",
          Pattern.MULTILINE);

  /** Of a node that says nothing of votes. */
  public ChannelMetrics(OptionalLong blocks, boolean leader) {
    this(blocks, leader, false, OptionalLong.empty());
  }

  /** Of a node that doesn't say what it is, and nothing of failures. */
  public ChannelMetrics(OptionalLong blocks, boolean leader, boolean votes, OptionalLong voters) {
    this(blocks, leader, votes, voters, "", 0);
  }

  static ChannelMetrics parse(String text, String channel) {
    OptionalLong blocks = OptionalLong.empty();
    OptionalLong voters = OptionalLong.empty();
    boolean leader = false;
    boolean votes = false;
    Matcher samples = SAMPLE.matcher(text);
    while (samples.find()) {
      if (samples.group(2).equals(channel)) {
        long value = (long) Double.parseDouble(samples.group(3));
        String name = samples.group(1);
        if (name.startsWith("ledger")) {
          blocks = OptionalLong.of(value);
        } else if (name.startsWith("participation")) {
          // 1 of a consenter, 2 of a follower.
          votes = value == 1;
        } else if (name.endsWith("leader")) {
          leader |= value == 1;
        } else if (value > 0) {
          voters = OptionalLong.of(value);
        }
      }
    }
    Matcher version = VERSION.matcher(text);
    return new ChannelMetrics(
        blocks,
        leader,
        votes,
        voters,
        version.find() ? version.group(1) : "",
        failures(text, channel));
  }

  /** The channels of which a node has a ledger, whatever it has of it. */
  static Set<String> channels(String text) {
    Set<String> channels = new TreeSet<>();
    Matcher samples = SAMPLE.matcher(text);
    while (samples.find()) {
      if (samples.group(1).startsWith("ledger")) {
        channels.add(samples.group(2));
      }
    }
    return channels;
  }

  private static long failures(String text, String channel) {
    long failures = 0;
    Matcher samples = FAILURE.matcher(text);
    while (samples.find()) {
      if (samples.group(1).equals(channel)) {
        failures += (long) Double.parseDouble(samples.group(2));
      }
    }
    return failures;
  }

  /** Whether it holds the channel, its first block at least. */
  public boolean joined() {
    return blocks.isPresent() && blocks.getAsLong() > 0;
  }
}
