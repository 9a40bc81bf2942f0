package io.ridgeway.framework.fabric;

import static io.ridgeway.framework.fabric.BroughtBeta.drafted;
import static io.ridgeway.framework.fabric.BroughtBeta.msp;
import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.util.Optional;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real channel one of whose two members brings its authorities, for enrolment and for TLS: its
 * peer endorses, its application submits, also after its certificate was renewed.
 */
class OwnAuthorityIT {
  private static final NodeName BETA = new NodeName("peer-beta-1");

  private final TestAuthority root = TestAuthority.brought("Beta Root");
  private final TestAuthority tls = TestAuthority.brought("Beta TLS Root");

  @TempDir Path home;

  @Test
  void aMemberOfItsOwnAuthorityEndorsesAndSubmits() throws Exception {
    try (RealChannel channel = BroughtBeta.channel(home, root, tls, RealChannel.subnet(114));
        LedgerClient client = channel.startedClient()) {
      // Given
      Signatory bot = channel.application("bot", Optional.of("beta"));

      // Then the channel has its roots and no other of it
      FabricMSPConfig msp = msp(channel.config(BETA));
      assertThat(msp.getRootCertsList())
          .singleElement()
          .matches(pem -> pem.toStringUtf8().equals(root.certificate()));
      assertThat(msp.getTlsRootCertsList())
          .singleElement()
          .matches(pem -> pem.toStringUtf8().equals(tls.certificate()));

      // Then it takes both members to endorse, and beta's application submits
      assertThat(drafted(channel, client, bot, "lease-1").code()).isEqualTo("VALID");

      // When its peer has another certificate
      String before = channel.certificate(BETA);
      channel.renew(BETA);
      // Then
      assertThat(channel.certificate(BETA)).isNotEqualTo(before);
      assertThat(drafted(channel, client, bot, "lease-2").code()).isEqualTo("VALID");
    }
  }
}
