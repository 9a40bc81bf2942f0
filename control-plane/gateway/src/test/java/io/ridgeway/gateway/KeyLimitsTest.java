package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.meter.CallLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyLimitsTest {
  private static final String OTHER = "rw_other-key-0123456789-abcdefghijklmnopqrstu";
  private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"eth_gasPrice\"}";
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T23:00:00Z"));
  private final TestGateway gateway = new TestGateway(clock, 20);

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void limit(CallLimits limits, String policy) {
    gateway.change(
        gateway
            .route(
                20,
                true,
                Map.of(TestGateway.KEY, gateway.credential, OTHER, CredentialId.next()),
                List.of(gateway.node.at()))
            .limiting(Map.of(gateway.credential, limits)),
        () -> gateway.post("[]").header("ratelimit-policy").contains(policy));
    clock.advance(Duration.ofSeconds(2));
  }

  private Answer other(String body) {
    return gateway.send(gateway.request(body).header("X-Api-Key", OTHER));
  }

  @Test
  void aKeysCallsASecondLeaveTheRestToOthers() {
    // Given
    limit(
        new CallLimits(
            OptionalInt.of(3), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty()),
        "key-tps");
    for (int i = 0; i < 3; i++) {
      assertThat(gateway.post(CALL).status()).isEqualTo(200);
    }

    // When
    Answer over = gateway.post(CALL);

    // Then
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.message()).contains("API key's own limit", "3 calls a second");
    assertThat(over.header("ratelimit")).isEqualTo("\"key-tps\";r=0;t=1");
    assertThat(over.header("ratelimit-policy")).isEqualTo("\"tps\";q=20;w=1, \"key-tps\";q=3;w=1");
    assertThat(over.header("retry-after")).isEqualTo("1");
    Answer another = other(CALL);
    assertThat(another.status()).isEqualTo(200);
    assertThat(another.header("ratelimit-policy")).isEqualTo("\"tps\";q=20;w=1");
    assertThat(another.header("ratelimit")).as("3 and this one").isEqualTo("\"tps\";r=16;t=1");
  }

  @Test
  void theNetworksLimitNamesItselfAndTakesNothingOfTheKeys() {
    // Given
    limit(
        new CallLimits(
            OptionalInt.of(19), OptionalLong.of(100), OptionalInt.empty(), OptionalInt.empty()),
        "key-day");
    other("[" + CALL + ",".concat(CALL).repeat(17) + "]");

    // When
    Answer over = gateway.post("[" + CALL + "," + CALL + "," + CALL + "]");
    clock.advance(Duration.ofSeconds(1));
    // More at once than was at hand of the day's: asked for again, it is there.
    String batch = "[" + CALL + ",".concat(CALL).repeat(18) + "]";
    AtomicBoolean passed = new AtomicBoolean();
    TestGateway.await(
        () -> {
          passed.compareAndSet(false, !passed.get() && gateway.post(batch).status() == 200);
          return passed.get();
        });

    // Then
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.header("ratelimit")).startsWith("\"tps\"");
  }

  @Test
  void aDaysCallsEndAndBeginAgainAtMidnight() {
    // Given
    limit(
        new CallLimits(
            OptionalInt.empty(), OptionalLong.of(15), OptionalInt.empty(), OptionalInt.empty()),
        "key-day");
    TestGateway.await(() -> gateway.post(CALL).status() == 200);
    int taken = 1;
    Answer last = gateway.post(CALL);
    for (int i = 0; i < 40 && last.status() == 200; i++) {
      taken++;
      clock.advance(Duration.ofSeconds(1));
      last = gateway.post(CALL);
    }

    // Then: what told of the policy counted, too
    assertThat(taken).isBetween(10, 14);
    assertThat(last.message()).contains("15 calls of today (UTC) are used up");
    assertThat(last.header("ratelimit")).startsWith("\"key-day\";r=0;t=");
    assertThat(Long.parseLong(last.header("retry-after"))).isBetween(3_000L, 3_600L);
    assertThat(other(CALL).status()).isEqualTo(200);

    // When
    clock.advance(Duration.ofHours(1));

    // Then
    TestGateway.await(() -> gateway.post(CALL).status() == 200);
  }

  @Test
  void soManyCallsAreUnderWayAtOnce() {
    // Given
    limit(
        new CallLimits(
            OptionalInt.empty(), OptionalLong.empty(), OptionalInt.of(2), OptionalInt.empty()),
        "key-concurrent");
    List<Runnable> waiting = new ArrayList<>();
    gateway.node.behave(
        (request, body) -> {
          synchronized (waiting) {
            waiting.add(() -> gateway.node.answer(request, body));
          }
        });
    List<CompletableFuture<Answer>> two =
        List.of(
            CompletableFuture.supplyAsync(() -> gateway.post(CALL)),
            CompletableFuture.supplyAsync(() -> gateway.post(CALL)));
    TestGateway.await(
        () -> {
          synchronized (waiting) {
            return waiting.size() == 2;
          }
        });

    // When
    Answer third = gateway.post(CALL);

    // Then
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.header("ratelimit")).isEqualTo("\"key-concurrent\";r=0;t=1");
    assertThat(third.message()).contains("its part of 2");
    gateway.node.behave(null);
    gateway.vertx.runOnContext(now -> waiting.forEach(Runnable::run));
    two.forEach(call -> assertThat(call.join().status()).isEqualTo(200));
    TestGateway.await(() -> gateway.post(CALL).status() == 200);
  }

  @Test
  void aKeysBodiesAreNoLongerThanItsLimit() {
    // Given
    limit(
        new CallLimits(
            OptionalInt.of(20), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.of(100)),
        "key-tps");

    // When
    Answer over = gateway.post(CALL + " ".repeat(100));

    // Then
    assertThat(over.status()).isEqualTo(413);
    assertThat(over.message()).contains("longer than 100 bytes");
    assertThat(gateway.post(CALL).status()).isEqualTo(200);
    assertThat(other(CALL + " ".repeat(100)).status()).isEqualTo(200);
  }
}
