package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of three Raft orderers becomes one of four BFT orderers, and bears the loss of one. */
@Tag("left-to-full")
class ToBftIT {
  private static final NodeName ALPHA = new NodeName("peer-alpha-1");

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path home;

  @Test
  void aChannelStandsStillForAWhileAndGoesOnByBft() {
    String subnet = RealChannel.subnet(95);
    try (RealChannel channel =
        new RealChannel(new FabricPrograms("3"), home, spec(3, "raft"), subnet)) {
      // Given
      channel.bringUp();
      closesBlocksAt(channel, 10, "orderer-1");

      // When
      Roster roster = channel.change(spec(4, "bft"), Roster.UNCHANGED);
      List<String> said = new ArrayList<>();
      long begun = System.nanoTime();
      long stood = 0;
      long since = 0;
      Optional<String> missing = channel.join();
      while (missing.isPresent()) {
        String what = missing.get();
        // An answer that came too late is no other change.
        String change = what.split(" as soon as", 2)[0];
        if (said.isEmpty() || !said.get(said.size() - 1).equals(change)) {
          said.add(change);
        }
        if (what.startsWith("the channel stands still")) {
          since = System.nanoTime();
        }
        if (what.startsWith("the channel goes on, by BFT")) {
          stood = System.nanoTime() - since;
        }
        if (what.contains("are started again, to")) {
          assertThat(channel.startChanged()).isNotEmpty();
        }
        missing = channel.eventually("an answer", channel::join, answer -> true);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .as("it comes to an end; so far %s", said)
            .isLessThan(PATIENCE);
      }
      System.out.printf("fabric-to-bft: stood still for %.1f s%n", stood / 1e9);

      // Then
      assertThat(said)
          .containsSubsequence(
              "orderer-4 comes to order",
              "the channel stands still, for its orderers to agree by BFT",
              "orderers are to agree by BFT",
              "orderers are started again, to agree by BFT",
              "the channel goes on, by BFT",
              "peers are started again, to take blocks by BFT");
      assertThat(configuration(channel).isBft()).isTrue();
      assertThat(configuration(channel).isMaintained()).isFalse();
      channel.settle(roster);
      channel.eventually("all agree", channel::observe, LedgerHealth::agreed);
      int signed = channel.lab.custody().signed().size();
      assertThat(channel.join()).isEmpty();
      assertThat(channel.lab.custody().signed()).as("nobody looks any more").hasSize(signed);

      // When one of four is lost
      channel.nodes.kill(new NodeName("orderer-3"));

      // Then
      closesBlocksAt(channel, 20, "orderer-2");
    }
  }

  /** A change that the channel takes, and every peer reads. */
  private static void closesBlocksAt(RealChannel channel, int transactions, String through) {
    channel.change(
        new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA))
            .batch(new Batch(transactions, 1 << 20, 1 << 19, Duration.ofSeconds(1))),
        new NodeName(through));
  }

  private static ConfigEdit configuration(RealChannel channel) {
    return new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA));
  }

  private static NetworkSpec spec(int orderers, String ordering) {
    return TestNetwork.spec(
        "3.1",
        Map.of("orderer", orderers, "peer", 2),
        Map.of(
            "organisations", "alpha,beta", "channel", RealChannel.CHANNEL, "ordering", ordering));
  }
}
