package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.place.HostPort;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was decided about a managed key is heard of by its route, and kept to before it signs. */
class KeyDecisionsTest {
  private static final String CONTRACT = "0x00000000000000000000000000000000000000aa";
  private final TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);
  private final NetworkRoute plain =
      gateway.route(
          100_000,
          true,
          Map.of(TestGateway.KEY, gateway.credential),
          List.<HostPort>of(gateway.node.at()));
  private final ManagedKey key = plain.keys().get(TestGateway.ACCOUNT);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aDisabledKeySignsNothingAndIsNoAccountUntilItIsEnabled() {
    // When
    decided(KeyPolicy.NONE, KeyLife.FRESH.disabled(Instant.EPOCH));
    TestGateway.await(() -> !accounts().contains(TestGateway.ACCOUNT));
    Answer refused = send(CONTRACT, "0xa9059cbb", "0x0");

    // Then
    assertThat(refused.errorCode()).isEqualTo(RpcError.REJECTED);
    assertThat(refused.message())
        .startsWith("Key app-1 (" + key.id() + ") is disabled since 1970-01-01T00:00:00Z");
    assertThat(gateway.signer.reasons()).isEmpty();

    // When
    decided(KeyPolicy.NONE, KeyLife.FRESH);
    TestGateway.await(() -> accounts().contains(TestGateway.ACCOUNT));

    // Then
    assertThat(send(CONTRACT, "0xa9059cbb", "0x0").json().has("result")).isTrue();
  }

  @Test
  void aPolicyNamesTheRuleAndOtherKeysGoOn() {
    // Given
    KeyPolicy policy =
        new KeyPolicy(
            Set.of(CONTRACT),
            Set.of("0xa9059cbb"),
            new KeyPolicy.Rate(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(3)),
            Optional.of(BigInteger.valueOf(16)),
            Optional.of(BigInteger.valueOf(20)),
            Optional.empty());
    decided(policy, KeyLife.FRESH);
    String other = "0x00000000000000000000000000000000000000bb";
    TestGateway.await(
        () -> send(other, "0xa9059cbb", "0x0").message().contains("doesn't list the contract"));
    // Before it was heard, one may have been signed.
    int before = gateway.signer.reasons().size();

    // Then
    assertThat(send(CONTRACT, "0x095ea7b3", "0x0").message())
        .contains("doesn't list the function 0x095ea7b3");
    assertThat(send(CONTRACT, "0xA9059CBB00", "0x11").message()).contains("pay 16 at most, not 17");
    assertThat(send(CONTRACT, "0xa9059cbb", "lots").errorCode()).isEqualTo(RpcError.INVALID_PARAMS);
    assertThat(gateway.signer.reasons()).hasSize(before);

    // When
    assertThat(send(CONTRACT, "0xa9059cbb", "0x10").json().has("result")).isTrue();
    Answer overDay = send(CONTRACT, "0xa9059cbb", "0x5");
    send(CONTRACT, "0xa9059cbb", "0x4");
    send(CONTRACT, "0xa9059cbb", "0x0");
    Answer overRate = send(CONTRACT, "0xa9059cbb", "0x0");

    // Then
    assertThat(overDay.status()).isEqualTo(429);
    assertThat(overDay.message())
        .contains("a day (UTC) pay 20 at most; 4 of it can be paid here now");
    assertThat(overRate.status()).isEqualTo(429);
    assertThat(overRate.message()).contains("used 3 times a day at most");
    assertThat(gateway.signer.reasons()).hasSize(before + 3);
    assertThat(
            gateway
                .call(
                    "eth_sendTransaction",
                    "[{\"from\":\"" + TestGateway.SECOND_ACCOUNT + "\",\"data\":\"0x01\"}]")
                .json()
                .has("result"))
        .isTrue();
  }

  @Test
  void gasCountsAsPaidToo() {
    // Given
    KeyPolicy policy =
        new KeyPolicy(
            Set.of(),
            Set.of(),
            KeyPolicy.Rate.NONE,
            Optional.of(BigInteger.valueOf(16)),
            Optional.of(BigInteger.valueOf(20)),
            Optional.empty());
    decided(policy, KeyLife.FRESH);
    TestGateway.await(
        () -> send(CONTRACT, "0x", "0x11").message().contains("pay 16 at most, not 17"));

    // Then
    assertThat(paying("\"value\":\"0x1\",\"gas\":\"0x2\",\"gasPrice\":\"0x8\"").message())
        .contains("pay 16 at most, not 17");
    assertThat(paying("\"gas\":\"0x2\",\"maxFeePerGas\":\"0x9\"").message())
        .contains("pay 16 at most, not 18");
    assertThat(paying("\"gasPrice\":\"0x1\"").message()).contains("gas is missing");
    assertThat(paying("\"gas\":\"lots\",\"gasPrice\":\"0x1\"").errorCode())
        .isEqualTo(RpcError.INVALID_PARAMS);
    assertThat(gateway.signer.reasons()).isEmpty();

    // When
    assertThat(paying("\"gas\":\"0x2\",\"gasPrice\":\"0x8\"").json().has("result")).isTrue();

    // Then
    assertThat(paying("\"gas\":\"0x5\",\"gasPrice\":\"0x1\"").message())
        .contains("a day (UTC) pay 20 at most; 4 of it can be paid here now");
  }

  private Answer paying(String what) {
    return settled("\"to\":\"%s\",%s".formatted(CONTRACT, what));
  }

  @Test
  void aNameThatWasHandedOnNeverComesBackToTheOldKey() {
    // When: the key that took it over isn't there any more
    decided(KeyPolicy.NONE, KeyLife.FRESH.succeededBy(KeyId.next()));
    TestGateway.await(() -> called("app-1").status() == 422);

    // Then
    assertThat(called("app-1").json().path("detail").asText()).contains("no managed key");
    assertThat(called(TestGateway.ACCOUNT).status()).isEqualTo(200);
    assertThat(called("app-2").status()).isEqualTo(200);
  }

  private Answer called(String by) {
    return gateway.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + gateway.server.port()
                        + "/gateway/v1/networks/"
                        + gateway.network
                        + "/transactions"))
            .header("X-Api-Key", TestGateway.KEY)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"contract\":\"0xaa\",\"function\":\"set(uint256)\",\"args\":[\"7\"],"
                        + "\"key\":\""
                        + by
                        + "\"}")));
  }

  private void decided(KeyPolicy policy, KeyLife life) {
    KeptKey kept = new KeptKey(key, KeptKey.of(key).origin(), true, policy, life);
    gateway.routes.put(gateway.network, plain.withKept(Map.of(key.id(), kept)));
  }

  private String accounts() {
    return gateway.call("eth_accounts", "[]").body();
  }

  private Answer send(String to, String data, String value) {
    return settled("\"to\":\"%s\",\"data\":\"%s\",\"value\":\"%s\"".formatted(to, data, value));
  }

  /** Sent again where some of the day is still to be had, as callers are told to. */
  private Answer settled(String what) {
    Answer last = sent(what);
    for (int i = 0; i < 500 && last.message().contains("being divided among the gateways"); i++) {
      TestGateway.sleep();
      last = sent(what);
    }
    return last;
  }

  private Answer sent(String what) {
    return gateway.call(
        "eth_sendTransaction", "[{\"from\":\"%s\",%s}]".formatted(TestGateway.ACCOUNT, what));
  }
}
