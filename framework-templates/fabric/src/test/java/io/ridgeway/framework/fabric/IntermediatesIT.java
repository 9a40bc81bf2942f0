package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real channel one of whose two members brings authorities with intermediates, two for enrolment
 * and one for TLS: its peer endorses, its application submits, and its list of revoked certificates
 * is the intermediate's that certifies.
 */
class IntermediatesIT {
  private static final String HASH = "ab".repeat(32);
  private static final NodeName BETA = new NodeName("peer-beta-1");

  private final TestAuthority members =
      TestAuthority.brought("Beta Root").below("Beta Policy").below("Beta Members");
  private final TestAuthority tls = TestAuthority.brought("Beta TLS Root").below("Beta TLS");

  @TempDir Path home;

  @Test
  void aMemberOfAnIntermediateAuthorityEndorsesAndSubmits() throws Exception {
    try (RealChannel channel =
            new RealChannel(
                new FabricPrograms("3"),
                home,
                TestNetwork.spec(
                    "3.1",
                    Map.of("orderer", 1, "peer", 2, "contract", 2),
                    Map.of(
                        "organisations",
                        "alpha,beta",
                        "channel",
                        RealChannel.CHANNEL,
                        "contract",
                        "notary",
                        "authorities",
                        members.entry("beta"),
                        "tlsAuthorities",
                        tls.entry("beta"))),
                RealChannel.subnet(147));
        LedgerClient client = clientOf(channel)) {
      // Given
      Signatory bot = application(channel, "bot");
      Signatory thief = application(channel, "thief");

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
    }
  }

  private static LedgerClient clientOf(RealChannel channel) {
    channel.bringUp();
    return channel.pack.client(channel.nodes.outside());
  }

  private static Signatory application(RealChannel channel, String name) {
    return channel
        .lab
        .custody()
        .enrol(
            channel
                .pack
                .enrolment(channel.lab.input().spec(), name, Optional.of("beta"))
                .orElseThrow(),
            name);
  }

  private static boolean isRefused(LedgerClient client, Signatory by) {
    try {
      return client.block(OptionalLong.empty(), Optional.of(by)).isEmpty();
    } catch (LedgerException.Refused e) {
      return true;
    }
  }

  /** A peer that was started a moment ago may not be found by the others yet. */
  private static Receipt drafted(
      RealChannel channel, LedgerClient client, Signatory by, String lease) {
    Call draft = Call.of("notary", "draft", List.of(lease, HASH, "alpha,beta"), Optional.of(by));
    return channel.eventually(
        lease + " is drafted",
        () -> {
          try {
            return client.submit(draft).committed().get(30, TimeUnit.SECONDS);
          } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
          }
        },
        receipt -> true);
  }

  private static List<String> texts(List<ByteString> pem) {
    return pem.stream().map(ByteString::toStringUtf8).toList();
  }

  private static FabricMSPConfig msp(Config config) throws Exception {
    return FabricMSPConfig.parseFrom(
        MSPConfig.parseFrom(
                config
                    .getChannelGroup()
                    .getGroupsOrThrow("Application")
                    .getGroupsOrThrow("beta")
                    .getValuesOrThrow("MSP")
                    .getValue())
            .getConfig());
  }
}
