package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.lab.TestAuthority;
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

/** A real channel of two members with the notary; the second, beta, brings its authorities. */
final class BroughtBeta {
  private static final String HASH = "ab".repeat(32);

  private BroughtBeta() {}

  static RealChannel channel(Path home, TestAuthority members, TestAuthority tls, String subnet) {
    return RealChannel.of(
        home,
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
            tls.entry("beta")),
        subnet);
  }

  /**
   * A lease of both members; a peer that was started a moment ago may not be found by the others
   * yet.
   */
  static Receipt drafted(RealChannel channel, LedgerClient client, Signatory by, String lease) {
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

  /** What the channel says of beta. */
  static FabricMSPConfig msp(Config config) throws Exception {
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
