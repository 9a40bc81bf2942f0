package io.ridgeway.framework.fabric;

import static io.ridgeway.framework.fabric.BroughtBeta.drafted;
import static io.ridgeway.framework.fabric.BroughtBeta.msp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.framework.fabric.channel.SignableUpdate;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real channel one of whose two members brings authorities with intermediates, two for enrolment
 * and one for TLS: its peer endorses, its application submits, and its list of revoked certificates
 * is the intermediate's that certifies.
 */
class IntermediatesIT {
  private static final NodeName BETA = new NodeName("peer-beta-1");

  private final TestAuthority policy = TestAuthority.brought("Beta Root").below("Beta Policy");
  private final TestAuthority members = policy.below("Beta Members");
  private final TestAuthority tls = TestAuthority.brought("Beta TLS Root").below("Beta TLS");

  @TempDir Path home;

  @Test
  void aMemberOfAnIntermediateAuthorityEndorsesAndSubmits() throws Exception {
    try (RealChannel channel = BroughtBeta.channel(home, members, tls, RealChannel.subnet(147));
        LedgerClient client = channel.startedClient()) {
      // Given
      Signatory bot = channel.application("bot", Optional.of("beta"));
      Signatory thief = channel.application("thief", Optional.of("beta"));

      // Then the channel knows what leads from its root to who certifies
      FabricMSPConfig msp = msp(channel.config(BETA));
      assertThat(texts(msp.getRootCertsList())).isEqualTo(members.chain().subList(0, 1));
      assertThat(texts(msp.getIntermediateCertsList())).isEqualTo(members.chain().subList(1, 3));
      assertThat(texts(msp.getTlsRootCertsList())).isEqualTo(tls.chain().subList(0, 1));
      assertThat(texts(msp.getTlsIntermediateCertsList())).isEqualTo(tls.chain().subList(1, 2));

      // Then it takes both members to endorse, and beta's applications submit
      assertThat(drafted(channel, client, bot, "lease-1").code()).isEqualTo("VALID");
      assertThat(drafted(channel, client, thief, "lease-2").code()).isEqualTo("VALID");

      // When its peer has another certificate
      channel.renew(BETA);
      // Then
      assertThat(drafted(channel, client, bot, "lease-3").code()).isEqualTo("VALID");

      // When the authority that certified it takes one back
      channel.lab.custody().revoke(thief);
      assertThat(channel.converge()).containsExactly("certificates of beta are revoked");
      // Then
      channel.eventually("it is refused", () -> isRefused(client, thief), refused -> refused);
      assertThat(drafted(channel, client, bot, "lease-4").code()).isEqualTo("VALID");

      // Then no configuration is taken that has it and a list by which it is revoked
      assertThatThrownBy(
              () -> order(channel, revoking(policy.revoke(List.of(members.certificate())))))
          .isInstanceOf(LedgerException.Refused.class)
          .hasMessageContaining("revoked");
      assertThat(drafted(channel, client, bot, "lease-5").code()).isEqualTo("VALID");
    }
  }

  private Msp revoking(String list) {
    return new Msp(
        "beta",
        members.chain().subList(0, 1),
        members.chain().subList(1, 3),
        tls.chain().subList(0, 1),
        tls.chain().subList(1, 2),
        List.of(list));
  }

  private static void order(RealChannel channel, Msp beta) {
    SignableUpdate update =
        SignableUpdate.of(
            new ConfigEdit(RealChannel.CHANNEL, channel.config(BETA)).msp("beta", beta).update());
    channel
        .nodes
        .broadcast(new NodeName("orderer-1"))
        .send(
            update.envelope(
                List.of(update.approve(channel.lab.administrator("beta"), RealFabric.nonce())),
                channel.lab.administrator(Topology.ORDERING),
                Instant.now(),
                RealFabric.nonce()));
  }

  private static boolean isRefused(LedgerClient client, Signatory by) {
    try {
      return client.block(OptionalLong.empty(), Optional.of(by)).isEmpty();
    } catch (LedgerException.Refused e) {
      return true;
    }
  }

  private static List<String> texts(List<ByteString> pem) {
    return pem.stream().map(ByteString::toStringUtf8).toList();
  }
}
