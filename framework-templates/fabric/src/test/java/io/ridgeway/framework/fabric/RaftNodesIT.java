package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real nodes of Fabric 3 take what the pack renders: three Raft orderers, two members, one peer
 * each.
 */
class RaftNodesIT {
  @TempDir Path home;

  @Test
  void aChannelIsBornChangedAndOutlivesAnOrderer() {
    String subnet = RealChannel.subnet(89);
    NodeName alpha = new NodeName("peer-alpha-1");
    NodeName beta = new NodeName("peer-beta-1");
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 3, "peer", 2),
            Map.of("organisations", "alpha,beta", "channel", "trade"),
            subnet)) {
      // When
      channel.bringUp();

      // Then
      assertThat(channel.lab.custody().signed())
          .as("a signature for each node, and none to look")
          .containsExactlyInAnyOrder(
              "a TLS handshake with orderer-1",
              "a TLS handshake with orderer-2",
              "a TLS handshake with orderer-3",
              "peer-alpha-1 joins channel trade",
              "peer-beta-1 joins channel trade");
      LedgerHealth health = channel.observe();
      assertThat(health.height()).isZero();
      assertThat(health.heights())
          .containsOnlyKeys(
              List.of("orderer-1", "orderer-2", "orderer-3", "peer-alpha-1", "peer-beta-1").stream()
                  .map(NodeName::new)
                  .toArray(NodeName[]::new));
      assertThat(health.message()).isEmpty();

      // When it is asked again
      assertThat(channel.join()).isEmpty();

      // Then
      assertThat(channel.lab.custody().signed()).hasSize(5);
      channel.agreeAt(1);
      assertThat(channel.info(alpha).getCurrentBlockHash())
          .isEqualTo(Blocks.hash(channel.genesis.getHeader()));
      assertThat(channel.config(beta).getChannelGroup())
          .isEqualTo(Blocks.config(channel.genesis).getChannelGroup());

      // When
      List<HostPort> anchors = List.of(new HostPort("peer.alpha.example", 7051));
      channel.change(
          new ConfigEdit("trade", channel.config(alpha)).anchors("alpha", anchors),
          new NodeName("orderer-1"));

      // Then
      assertThat(channel.info(beta).getPreviousBlockHash())
          .isEqualTo(Blocks.hash(channel.genesis.getHeader()));
      assertThat(channel.config(beta).getSequence()).isEqualTo(1);
      ConfigEdit again = new ConfigEdit("trade", channel.config(beta)).anchors("alpha", anchors);
      assertThatThrownBy(again::update).hasMessage("Channel trade is like that already.");

      // When one of three is lost, and a change goes through another
      channel.nodes.kill(new NodeName("orderer-1"));
      channel.change(
          new ConfigEdit("trade", channel.config(alpha)).anchors("alpha", List.of()),
          new NodeName("orderer-2"));

      // Then
      assertThat(channel.config(beta).getSequence()).isEqualTo(2);
      LedgerHealth without = channel.observe();
      assertThat(without.agreed()).isFalse();
      assertThat(without.message()).contains("orderer-1 does not answer");
      assertThat(without.heights()).containsEntry(beta, 2L);
      assertThat(channel.join()).hasValue("orderer-1 does not answer");

      // When it is back
      channel.nodes.start(new NodeName("orderer-1"));

      // Then
      channel.eventually("all agree again", channel::observe, LedgerHealth::agreed);
      assertThat(channel.join()).isEmpty();
    }
  }
}
