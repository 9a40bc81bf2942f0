package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Level;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of Fabric 2.5 becomes one of Fabric 3, node by node, and only then by its own word. */
@Tag("left-to-full")
class UpgradeIT {
  private static final NodeName ALPHA = new NodeName("peer-alpha-1");

  @TempDir Path home;

  @Test
  void nodesAreRestartedOnTheNewReleaseAndThenTheChannelAsksForIt() {
    String subnet = RealChannel.subnet(93);
    try (RealChannel channel =
        new RealChannel(new FabricPrograms("2.5"), home, spec("2.5"), subnet)) {
      // Given
      channel.bringUp();
      int signed = channel.lab.custody().signed().size();

      // When half of it is newer
      channel.change(spec("3.1"), Roster.UNCHANGED);
      restart(channel, "orderer-1", "orderer-2", "peer-alpha-1");

      // Then
      assertThat(channel.join()).isEmpty();
      assertThat(channel.lab.custody().signed()).as("nobody looks").hasSize(signed);
      assertThat(configuration(channel).isAt(Level.V2_5)).isTrue();
      closesBlocksAt(channel, 10);

      // When all is
      restart(channel, "orderer-3", "peer-beta-1");

      // Then
      assertThat(channel.converge()).contains("all must be able to do what Fabric 3 can");
      assertThat(configuration(channel).isAt(Level.V3)).isTrue();
      assertThat(channel.join()).isEmpty();
      channel.eventually("all agree", channel::observe, LedgerHealth::agreed);
      closesBlocksAt(channel, 20);
    }
  }

  /** One after the other, as the reconciler does. */
  private static void restart(RealChannel channel, String... nodes) {
    for (NodeName node : Stream.of(nodes).map(NodeName::new).toList()) {
      channel.nodes.kill(node);
      channel.nodes.start(node);
      channel.eventually(
          "all agree with " + node, channel::observe, health -> agrees(health, node));
    }
  }

  private static boolean agrees(LedgerHealth health, NodeName node) {
    return health.agreed() && health.heights().containsKey(node);
  }

  /** A change that the channel takes, and every peer reads. */
  private static void closesBlocksAt(RealChannel channel, int transactions) {
    channel.change(
        new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA))
            .batch(new Batch(transactions, 1 << 20, 1 << 19, Duration.ofSeconds(1))),
        new NodeName("orderer-1"));
  }

  private static ConfigEdit configuration(RealChannel channel) {
    return new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA));
  }

  private static NetworkSpec spec(String version) {
    return TestNetwork.spec(
        version,
        Map.of("orderer", 3, "peer", 2),
        Map.of("organisations", "alpha,beta", "channel", RealChannel.CHANNEL));
  }
}
