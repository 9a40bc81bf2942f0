package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.network.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tenants' channels on one real network, one with a contract of its own: the other can't call
 * it, it is upgraded, and gone with its guest.
 */
class GuestContractsIT {
  private static final String HASH = "ab".repeat(32);
  private static final NetworkId FIRM = new NetworkId("nfirm00000000");
  private static final NetworkId TRADER = new NetworkId("ntrader000000");

  @TempDir Path home;

  private final String subnet = RealChannel.subnet(114);
  private final Map<String, String> addresses = new TreeMap<>();

  @Test
  void aGuestsContractIsItsOwn() {
    try (RealChannel host =
        RealChannel.of(
            home,
            Map.of("orderer", 1, "peer", 2),
            Map.of("organisations", "alpha,beta"),
            RealChannel.subnet(113))) {
      host.bringUp();
      RealGuest firm =
          new RealGuest(
              host,
              FIRM,
              GuestSpecTest.guest(Map.of("organisations", "firm"))
                  .with(Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 1)));
      RealGuest trader = new RealGuest(host, TRADER, Map.of("organisations", "trader"));
      firm.bringUp();
      trader.bringUp();
      Signatory clerk = firm.application("clerk");
      Signatory agent = trader.application("agent");

      try (LedgerClient ofFirm = firm.client();
          LedgerClient ofTrader = trader.client()) {
        // When
        firm.runs(book(1, "1.0", 1), "notary", this::at, home);

        // Then its applications call it, endorsed by the peers of both members
        assertThat(firm.done(ofFirm, clerk, "book", "draft", "lease-1", HASH, "firm,other").code())
            .isEqualTo("VALID");
        assertThat(ofFirm.evaluate(read(clerk)).text()).contains("\"status\":\"OPEN\"");

        // Then no other guest does, on its own channel or on that one
        assertThatThrownBy(() -> ofTrader.evaluate(read(agent)))
            .isInstanceOf(LedgerException.Refused.class);
        assertThatThrownBy(() -> ofFirm.evaluate(read(agent)))
            .isInstanceOf(LedgerException.Refused.class);

        // Then it was the members' administrators who agreed, on that channel
        assertThat(host.lab.custody().signed())
            .anyMatch(reason -> reason.contains("contract book 1.0 comes to channel " + FIRM))
            .noneMatch(reason -> reason.contains("comes to channel " + TRADER));

        // When the next version comes
        firm.runs(book(2, "1.1", 2), "notary", this::at, home);

        // Then it answers, though the services of the one before have stopped
        assertThat(ofFirm.evaluate(read(clerk)).text()).contains("\"status\":\"OPEN\"");
        assertThat(firm.done(ofFirm, clerk, "book", "draft", "lease-2", HASH, "firm,other").code())
            .isEqualTo("VALID");

        // When its guest goes
        firm.leave();
        firm.stopServices();

        // Then the other one and the host go on
        assertThat(trader.join()).isEmpty();
        assertThat(trader.observe().agreed()).isTrue();
        assertThat(host.observe().agreed()).isTrue();
        assertThatThrownBy(
                () ->
                    ofFirm.submit(
                        Call.of(
                            "book",
                            "draft",
                            List.of("lease-3", HASH, "firm,other"),
                            Optional.of(clerk))))
            .isInstanceOf(LedgerException.class);
      } finally {
        firm.stopServices();
      }
    }
  }

  private String at(String node) {
    return addresses.computeIfAbsent(node, n -> subnet + (addresses.size() + 1));
  }

  private static Contract book(int number, String version, int sequence) {
    return new Contract(
        number, "book", version, sequence, Optional.empty(), ForeignCode.jar("ab".repeat(32), 1));
  }

  private static Call read(Signatory by) {
    return Call.of("book", "read", List.of("lease-1"), Optional.of(by));
  }
}
