package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real channel one of whose two members brings its authorities, for enrolment and for TLS: its
 * peer endorses, its application submits, also after its certificate was renewed.
 */
class OwnAuthorityIT {
  private static final String HASH = "ab".repeat(32);
  private static final NodeName BETA = new NodeName("peer-beta-1");

  private final TestAuthority root = TestAuthority.brought("Beta Root");
  private final TestAuthority tls = TestAuthority.brought("Beta TLS Root");

  @TempDir Path home;

  @Test
  void aMemberOfItsOwnAuthorityEndorsesAndSubmits() throws Exception {
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
                        root.entry("beta"),
                        "tlsAuthorities",
                        tls.entry("beta"))),
                RealChannel.subnet(114));
        LedgerClient client = clientOf(channel)) {
      // Given
      Signatory bot =
          channel
              .lab
              .custody()
              .enrol(
                  channel
                      .pack
                      .enrolment(channel.lab.input().spec(), "bot", Optional.of("beta"))
                      .orElseThrow(),
                  "bot");

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

  private static LedgerClient clientOf(RealChannel channel) {
    channel.bringUp();
    return channel.pack.client(channel.nodes.outside());
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
