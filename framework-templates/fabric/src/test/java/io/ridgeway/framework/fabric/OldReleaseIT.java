package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fabric 2.5 takes the same: one orderer, two members. */
@Tag("left-to-full")
class OldReleaseIT {
  @TempDir Path home;

  @Test
  void aChannelIsBornAndChanged() {
    String subnet = RealChannel.subnet(91);
    NodeName beta = new NodeName("peer-beta-1");
    try (RealChannel channel =
        new RealChannel(
            new FabricPrograms("2.5"),
            home,
            TestNetwork.spec(
                "2.5",
                Map.of("orderer", 1, "peer", 2),
                Map.of("organisations", "alpha,beta", "channel", "trade")),
            subnet)) {
      // When
      channel.bringUp();
      channel.agreeAt(1);
      channel.change(
          new ConfigEdit("trade", channel.config(beta))
              .batch(new Batch(10, 1 << 20, 1 << 19, Duration.ofSeconds(1))),
          new NodeName("orderer-1"));

      // Then
      assertThat(channel.config(beta).getSequence()).isEqualTo(1);
    }
  }
}
