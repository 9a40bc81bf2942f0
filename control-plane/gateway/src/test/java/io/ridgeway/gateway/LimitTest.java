package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.meter.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"eth_blockNumber\"}";
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final TestGateway gateway = new TestGateway(clock, 3);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void takesOneSecondsWorthAtOnceAndThenSaysWhenToComeBack() {
    // Given
    for (int i = 0; i < 3; i++) {
      assertThat(gateway.post(CALL).status()).isEqualTo(200);
    }

    // When
    Answer over = gateway.post(CALL);

    // Then
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.errorCode()).isEqualTo(-32005);
    assertThat(over.json().get("id").asInt()).isEqualTo(9);
    assertThat(over.message()).contains("3 calls a second").contains("Retry-After");
    assertThat(over.header("retry-after")).isEqualTo("1");
    assertThat(over.header("ratelimit-policy")).isEqualTo("\"tps\";q=3;w=1");
    assertThat(over.header("ratelimit")).isEqualTo("\"tps\";r=0;t=1");
    assertThat(gateway.node.bodies()).hasSize(3);

    // When
    clock.advance(Duration.ofMillis(334));

    // Then
    assertThat(gateway.post(CALL).status()).isEqualTo(200);
    assertThat(gateway.post(CALL).status()).isEqualTo(429);
  }

  @Test
  void countsEachItemOfABatchAndTakesItWholeOrNotAtAll() {
    // Given
    String two = "[" + CALL + "," + CALL + "]";
    assertThat(gateway.post(two).status()).isEqualTo(200);

    // When
    Answer second = gateway.post(two);
    Answer single = gateway.post(CALL);

    // Then
    assertThat(second.status()).isEqualTo(429);
    assertThat(single.status()).isEqualTo(200);
    assertThat(single.header("ratelimit")).isEqualTo("\"tps\";r=0;t=1");
  }

  @Test
  void saysThatABatchLargerThanTheLimitCanNeverPass() {
    // When
    Answer answer = gateway.post("[" + CALL + "," + CALL + "," + CALL + "," + CALL + "]");

    // Then
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.message()).contains("Send at most that many together");
    assertThat(answer.header("retry-after")).isNotEmpty();
  }

  @Test
  void countsWhatCanNotBeReadAgainstTheLimitButNotAsUsage() {
    // Given
    for (int i = 0; i < 3; i++) {
      assertThat(gateway.post("nonsense").status()).isEqualTo(400);
    }

    // When
    Answer answer = gateway.post("nonsense");
    gateway.server.close();

    // Then
    assertThat(answer.status()).isEqualTo(429);
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isZero();
  }

  @Test
  void takesAnotherLimitWithoutForgettingHowFullItWas() {
    // Given
    assertThat(gateway.post("[" + CALL + "," + CALL + "," + CALL + "]").status()).isEqualTo(200);

    // When
    gateway.change(
        gateway.route(
            6, true, Map.of(TestGateway.KEY, gateway.credential), List.of(gateway.node.at())),
        () -> gateway.post(CALL).header("ratelimit-policy").contains("q=6"));

    // Then
    assertThat(gateway.post(CALL).status()).isEqualTo(429);
    clock.advance(Duration.ofSeconds(1));
    assertThat(gateway.post(CALL).header("ratelimit")).isEqualTo("\"tps\";r=5;t=1");
  }
}
