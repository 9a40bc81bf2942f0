package io.ridgeway.app.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.Readers;
import io.ridgeway.keys.CustodyException;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.TenantSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReaderPassesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final TenantId TENANT = TenantId.next();
  private static final NetworkId NETWORK = NetworkId.next();

  private final ReaderPasses passes = at(Duration.ZERO);
  private final String pass = passes.issue(TENANT, NETWORK, "mei li");

  private static ReaderPasses at(Duration later) {
    return new ReaderPasses(new Sealing(), Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
  }

  @Test
  void aPassLetsItsReaderInForAMinuteAndWhatClocksAreApart() {
    assertThat(passes.admitted(TENANT, NETWORK, pass)).contains("mei li");
    assertThat(at(Duration.ofSeconds(89)).admitted(TENANT, NETWORK, pass)).isPresent();
    assertThat(at(Duration.ofSeconds(91)).admitted(TENANT, NETWORK, pass)).isEmpty();
    assertThat(at(Duration.ofSeconds(-29)).admitted(TENANT, NETWORK, pass)).isPresent();
    assertThat(at(Duration.ofSeconds(-31)).admitted(TENANT, NETWORK, pass)).isEmpty();
  }

  @Test
  void itIsForOneNetworkOfOneTenant() {
    assertThat(passes.admitted(TENANT, NetworkId.next(), pass)).isEmpty();
    assertThat(passes.admitted(TenantId.next(), NETWORK, pass)).isEmpty();
    assertThat(passes.admitted(TENANT, NETWORK, "no Base64!")).isEmpty();
    assertThat(passes.admitted(TENANT, NETWORK, "")).isEmpty();
  }

  @Test
  void noDataKeyIsOpenedForWhatCanBeNoPass() {
    AtomicInteger opened = new AtomicInteger();
    TenantSecrets secrets =
        new TenantSecrets() {
          @Override
          public String seal(TenantId tenant, String use, byte[] secret) {
            throw new AssertionError("nothing is sealed");
          }

          @Override
          public byte[] open(TenantId tenant, String use, String sealed) {
            opened.incrementAndGet();
            throw new CustodyException("It doesn't open.");
          }
        };
    ReaderPasses door = new ReaderPasses(secrets, Clock.fixed(NOW, ZoneOffset.UTC));

    for (String bad : List.of("", "no Base64!", "x", sealed(38), sealed(513), sealed(768))) {
      assertThat(door.admitted(TENANT, NETWORK, bad)).isEmpty();
    }
    assertThat(opened).hasValue(0);
    assertThat(door.admitted(TENANT, NETWORK, sealed(60))).isEmpty();
    assertThat(opened).hasValue(1);
  }

  private static String sealed(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  @Test
  void itIsNeverTooLongForTheDoor() {
    String longest = passes.issue(TENANT, NETWORK, "x".repeat(10_000));

    assertThat(longest.length()).isLessThan(Readers.LONGEST);
    assertThat(passes.admitted(TENANT, NETWORK, longest).orElseThrow()).hasSize(128);
  }
}
