package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.NetworkId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On shared nodes an application's certificate is taken back, in its own channel alone. */
class GuestRevocationIT {
  private static final String HASH = "ab".repeat(32);

  @TempDir Path home;

  @Test
  void whoseCertificateWasRevokedIsRefusedByItsHostsPeers() {
    try (RealChannel host = RealGuest.host(home, 1, RealChannel.subnet(146))) {
      host.bringUp();
      RealGuest firm = RealGuest.of(host, new NetworkId("nfirm00000000"), "firm");
      RealGuest trader = RealGuest.of(host, new NetworkId("ntrader000000"), "trader");
      firm.bringUp();
      trader.bringUp();
      Signatory clerk = firm.application("clerk");
      Signatory thief = firm.application("thief");
      Signatory agent = trader.application("agent");
      try (LedgerClient ofFirm = firm.client();
          LedgerClient ofTrader = trader.client()) {
        firm.done(ofFirm, thief, "depositary", "deposit", HASH, "by the thief");
        assertThat(trader.revocations()).isEmpty();
        int signed = firm.signed().size();

        // When
        firm.revoke(thief);
        host.eventually("its channel is told", firm::join, Optional.empty()::equals);

        // Then its own administrator signed that, and peers refuse it by whatever it asks
        assertThat(firm.revocations()).hasSize(1);
        assertThat(firm.signed().subList(signed, firm.signed().size()))
            .anyMatch(reason -> reason.contains("certificates of firm are revoked"));
        host.eventually("it is refused", () -> isRefused(ofFirm, thief), refused -> refused);
        assertThatThrownBy(() -> ofFirm.submit(deposit(thief, "cd")))
            .isInstanceOf(LedgerException.Refused.class);

        // Then nobody else is, in its channel or another one
        firm.done(ofFirm, clerk, "depositary", "deposit", "ef".repeat(32), "by the clerk");
        trader.done(ofTrader, agent, "depositary", "deposit", HASH, "by the agent");
        assertThat(trader.revocations()).isEmpty();
        assertThat(host.observe().agreed()).isTrue();

        // Then the same once more is told to nobody, and the next list takes its place
        assertThat(firm.join()).isEmpty();
        String first = firm.revocations().get(0);
        firm.revoke(clerk);
        host.eventually("its channel is told", firm::join, Optional.empty()::equals);
        assertThat(firm.revocations()).hasSize(1).doesNotContain(first);
        host.eventually("it is refused", () -> isRefused(ofFirm, clerk), refused -> refused);
      }
    }
  }

  @Test
  void whomItsHostTookBackIsRefusedInItsChannelToo() {
    try (RealChannel host = RealGuest.host(home, 1, RealChannel.subnet(148))) {
      // Given a member's application, which its guests' channels take for a reader
      host.bringUp();
      RealGuest firm = RealGuest.of(host, new NetworkId("nfirm00000000"), "firm");
      firm.bringUp();
      Signatory clerk = firm.application("clerk");
      Signatory intruder = host.application("intruder", Optional.of("alpha"));
      try (LedgerClient ofFirm = firm.client()) {
        firm.done(ofFirm, clerk, "depositary", "deposit", HASH, "by the clerk");
        assertThat(ofFirm.block(OptionalLong.empty(), Optional.of(intruder))).isPresent();

        // When
        host.lab.custody().revoke(intruder);
        host.converge();
        // As it is told whatever else is done to it
        host.eventually("its channel is told", firm::tell, Optional.empty()::equals);

        // Then
        assertThat(firm.revocations("alpha"))
            .containsExactly(host.lab.custody().revocations().get("alpha-ca"));
        assertThat(firm.revocations()).isEmpty();
        host.eventually("it is refused", () -> isRefused(ofFirm, intruder), refused -> refused);
        firm.done(ofFirm, clerk, "depositary", "deposit", "ef".repeat(32), "by the clerk");
        assertThat(firm.join()).isEmpty();

        // When another one comes
        RealGuest trader = RealGuest.of(host, new NetworkId("ntrader000000"), "trader");
        trader.bringUp();

        // Then its channel knows before it is used
        assertThat(trader.revocations("alpha")).hasSize(1);
      }
    }
  }

  private static boolean isRefused(LedgerClient client, Signatory by) {
    try {
      return client.block(OptionalLong.empty(), Optional.of(by)).isEmpty();
    } catch (LedgerException.Refused e) {
      return true;
    }
  }

  private static Call deposit(Signatory by, String hash) {
    return Call.of("depositary", "deposit", List.of(hash.repeat(32), "x"), Optional.of(by));
  }
}
