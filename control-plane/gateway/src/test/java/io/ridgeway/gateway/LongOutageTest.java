package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.SettableClock;
import io.ridgeway.model.meter.Meter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An hour without what tells routes, by a clock that is set: the gateway asks nobody else. Who
 * signs here always can; custody can for as long as it holds keys.
 */
class LongOutageTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final TestGateway gateway = new TestGateway(clock, 10);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void keysThatAreKnownWorkForAnHourAndEachCallIsCountedOnce() {
    // Given
    gateway.routes.away(true);
    String transaction =
        "[{\"from\":\"" + TestGateway.ACCOUNT + "\",\"data\":\"0x%02x\",\"gas\":\"0x5208\"}]";

    // When
    for (int minute = 0; minute < 60; minute++) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(gateway.call("eth_gasPrice", "[]").status()).isEqualTo(200);
      assertThat(
              gateway
                  .call("eth_sendTransaction", transaction.formatted(minute))
                  .json()
                  .path("result")
                  .asText())
          .as("minute %s", minute)
          .startsWith("0x");
    }
    gateway.routes.away(false);
    gateway.server.close();

    // Then
    assertThat(gateway.chain.taken()).hasSize(60);
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(120);
  }
}
