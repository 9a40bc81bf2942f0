package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.SettableClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller finds his transaction by the hash that he was told, also once it was replaced. */
class ReplacedTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final TestGateway gateway = new TestGateway(clock, 100_000);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theHashThatTheCallerWasToldLeadsToTheOneThatCounts() throws Exception {
    // Given
    gateway.chain.stall(true);
    String told =
        gateway
            .call(
                "eth_sendTransaction",
                "[{\"from\":\"" + TestGateway.ACCOUNT + "\",\"data\":\"0x01\"}]")
            .json()
            .path("result")
            .asText();

    // When: it is sent again and replaced
    for (int i = 0; i < 600 && gateway.chain.taken().isEmpty(); i++) {
      clock.advance(Duration.ofSeconds(1));
      Thread.sleep(100);
    }
    String mined = gateway.chain.taken().get(0).hash();
    Answer answer = find(told);

    // Then
    assertThat(mined).isNotEqualTo(told);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("transaction").asText()).isEqualTo(mined);
    assertThat(answer.json().path("insteadOf").asText()).isEqualTo(told);
    assertThat(find(mined).json().has("insteadOf")).isFalse();
    Answer lost = find("0x" + "00".repeat(32));
    assertThat(lost.status()).isEqualTo(404);
    assertThat(lost.json().path("detail").asText())
        .contains("may have been replaced", "look by its account and nonce");
  }

  private Answer find(String hash) {
    return gateway.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + gateway.server.port()
                        + "/gateway/v1/networks/"
                        + gateway.network
                        + "/transactions/"
                        + hash))
            .header("X-Api-Key", TestGateway.KEY));
  }
}
