package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real peers refuse an application whose certificate was revoked, and nobody else. */
class RevocationIT {
  private static final NodeName ALPHA = new NodeName("peer-alpha-1");

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"2.5", "3.1"})
  void whoseCertificateWasRevokedIsRefused(String release) throws Exception {
    try (RealChannel channel =
            new RealChannel(
                new FabricPrograms(release.equals("2.5") ? release : "3"),
                home,
                TestNetwork.spec(
                    release,
                    Map.of("orderer", 1, "peer", 1),
                    Map.of("organisations", "alpha", "channel", RealChannel.CHANNEL)),
                RealChannel.subnet(release.equals("2.5") ? 112 : 113));
        LedgerClient client = channel.startedClient()) {
      // Given
      Signatory clerk = channel.application("clerk", Optional.empty());
      Signatory thief = channel.application("thief", Optional.empty());
      assertThat(client.block(OptionalLong.empty(), Optional.of(thief))).isPresent();

      // When
      channel.lab.custody().revoke(thief);
      assertThat(channel.converge()).containsExactly("certificates of alpha are revoked");

      // Then
      channel.eventually(
          "it is refused",
          () -> {
            try {
              return client.block(OptionalLong.empty(), Optional.of(thief)).isEmpty();
            } catch (LedgerException.Refused e) {
              return true;
            }
          },
          refused -> refused);
      assertThatThrownBy(() -> client.block(OptionalLong.empty(), Optional.of(thief)))
          .isInstanceOf(LedgerException.Refused.class);
      assertThat(client.block(OptionalLong.empty(), Optional.of(clerk)))
          .hasValueSatisfying(block -> assertThat(block.number()).isEqualTo(1));
      assertThat(revocations(channel)).hasSize(1);

      // Then the same once more is told to nobody, and the next list takes its place
      assertThat(channel.join()).isEmpty();
      assertThat(channel.info(ALPHA).getHeight()).isEqualTo(2);
      channel.lab.custody().revoke(clerk);
      channel.converge();
      assertThat(channel.info(ALPHA).getHeight()).isEqualTo(3);
      assertThat(revocations(channel))
          .containsExactly(channel.lab.custody().revocations().get("alpha-ca"));
      assertThatThrownBy(() -> client.block(OptionalLong.empty(), Optional.of(clerk)))
          .isInstanceOf(LedgerException.Refused.class);
    }
  }

  private static List<String> revocations(RealChannel channel) {
    return new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA)).revocations("alpha");
  }
}
