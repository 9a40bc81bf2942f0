package io.ridgeway.framework.fabric.admin;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one node says of one channel among its metrics (Prometheus' text format). It costs nothing:
 * nobody signs for it.
 *
 * @param blocks how many blocks it has; empty if it doesn't hold the channel
 * @param leader whether it leads the channel's orderers, by Raft or by BFT
 */
public record ChannelMetrics(OptionalLong blocks, boolean leader) {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "^(ledger_blockchain_height|consensus_etcdraft_is_leader|consensus_BFT_is_leader)"
              + "\\{channel=\"([^\"]*)\"}\\s+(\\S+)$",
          Pattern.MULTILINE);

  static ChannelMetrics parse(String text, String channel) {
    OptionalLong blocks = OptionalLong.empty();
    boolean leader = false;
    Matcher samples = SAMPLE.matcher(text);
    while (samples.find()) {
      if (samples.group(2).equals(channel)) {
        long value = (long) Double.parseDouble(samples.group(3));
        if (samples.group(1).startsWith("ledger")) {
          blocks = OptionalLong.of(value);
        } else {
          leader |= value == 1;
        }
      }
    }
    return new ChannelMetrics(blocks, leader);
  }

  /** Whether it holds the channel, its first block at least. */
  public boolean joined() {
    return blocks.isPresent() && blocks.getAsLong() > 0;
  }
}
