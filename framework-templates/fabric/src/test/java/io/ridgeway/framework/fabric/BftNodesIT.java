package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.framework.fabric.lab.TestOrganisation;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four BFT orderers, two members and an observer, whose voice isn't needed for a change. */
@Tag("left-to-full")
class BftNodesIT {
  @TempDir Path home;

  @Test
  void aWatchedChannelIsBornAndChangedWithoutTheObserver() {
    String subnet = RealChannel.subnet(90);
    NodeName observer = new NodeName("observer-regulator-1");
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 4, "peer", 2, "observer", 1),
            Map.of(
                "channel",
                "trade",
                "organisations",
                "alpha,beta",
                "observers",
                "regulator",
                "ordering",
                "bft"),
            subnet)) {
      // When
      channel.bringUp();
      channel.agreeAt(1);

      // When only the members' administrators approve
      channel.change(
          new ConfigEdit("trade", channel.config(observer))
              .add(new TestOrganisation("gamma").member()),
          new NodeName("orderer-2"));

      // Then
      assertThat(channel.config(observer).getSequence()).isEqualTo(1);
      assertThat(
              channel
                  .config(observer)
                  .getChannelGroup()
                  .getGroupsOrThrow("Application")
                  .getGroupsMap())
          .containsOnlyKeys("alpha", "beta", "gamma", "regulator");
    }
  }

  @Test
  void anOrdererThatIsLostIsReplacedInOneChange() {
    String subnet = RealChannel.subnet(85);
    NodeName alpha = new NodeName("peer-alpha-1");
    NodeName lost = new NodeName("orderer-1");
    NodeName comes = new NodeName("orderer-5");
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 4, "peer", 1),
            Map.of("channel", "trade", "organisations", "alpha", "ordering", "bft"),
            subnet)) {
      // Given
      channel.bringUp();

      // When
      channel.nodes.kill(lost);
      channel.change(Roster.UNCHANGED.replacing(lost, 4));
      channel.nodes.start(comes);

      // Then
      assertThat(channel.converge()).contains("orderer-5 comes to order in place of orderer-1");
      assertThat(
              new ConfigEdit("trade", channel.config(alpha))
                  .consenters().stream().map(Consenter::id))
          .containsExactly(5, 2, 3, 4);

      // When one that was there from the start is lost too
      channel.change(Roster.UNCHANGED.replacing(lost, 4).settled());
      channel.eventually("all agree", channel::observe, LedgerHealth::agreed);
      channel.nodes.kill(new NodeName("orderer-2"));

      // Then the newcomer's vote is needed, and given
      channel.change(
          new ConfigEdit("trade", channel.config(alpha)).anchors("alpha", List.of()),
          new NodeName("orderer-3"));
    }
  }
}
