package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.RelayedLedger.End;
import io.ridgeway.gateway.GrpcCaller.Answered;
import io.ridgeway.gateway.grpc.GrpcFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayDoorTest extends RelayCase {
  @Test
  void aCallIsPassedOnAsItCameAndAnsweredAsThePeerDoes() {
    // When
    Answered answered =
        till.call("Evaluate", GrpcFrame.of(bytes("what is there?")), Map.of("grpc-timeout", "5S"));

    // Then
    assertThat(answered.http()).isEqualTo(200);
    assertThat(answered.status()).isEqualTo("0");
    assertThat(answered.text()).isEqualTo("what is there?");
    assertThat(relay.calls).hasSize(1);
    assertThat(relay.calls.get(0).by().authority()).isEqualTo("alpha-ca");
    assertThat(relay.calls.get(0).patience()).contains(Duration.ofSeconds(5));
    assertThat(till.call("Submit", "a transaction").status()).isEqualTo("0");
    assertThat(relay.calls.get(1).patience()).contains(Duration.ofSeconds(30));
    assertThat(counted()).isEqualTo(2);
  }

  @Test
  void whatAPeerRefusesIsToldInItsWordsAndCounts() {
    Answered answered = till.call("Evaluate", "no");

    assertThat(answered.status()).isEqualTo("10");
    assertThat(answered.message()).isEqualTo("no: 50\u00a0%");
    assertThat(answered.details()).isEqualTo("AQIDBA");
    assertThat(counted()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Evaluate, silent, 14, Nothing has changed",
    "Evaluate, late, 4, didn't answer in time",
    "Submit, silent, 14, It is not known whether",
    "Submit, late, 4, It is not known whether",
    "Evaluate, away, 14, no way to a peer",
    "Evaluate, foreign, 7, names another channel",
    "Evaluate, odd, 3, can't be read",
    "Evaluate, fault, 13, Something went wrong",
    "Discover, any, 12, aren't passed on here",
    "?of=nothing, any, 12, aren't passed on here"
  })
  void whatNoPeerAnsweredSaysWhyNamesNoHostAndCountsNothing(
      String method, String message, String status, String why) {
    Answered answered = till.call(method, message);

    assertThat(answered.status()).isEqualTo(status);
    assertThat(answered.message()).contains(why).doesNotContain("10.0.0.7");
    assertThat(counted()).isZero();
  }

  @Test
  void nobodyComesInWithoutACertificate() {
    GrpcCaller nobody = caller(Optional.empty());

    assertThatThrownBy(() -> nobody.call("Evaluate", "any")).isNotNull();
    assertThat(relay.calls).isEmpty();
  }

  @Test
  void strangersAreToldSo() {
    // To wait for the route, strangers' calls were made.
    long before = gateway.server.stats().unauthenticated();

    Answered answered = caller(Optional.of(TestCertificate.of("stranger"))).call("Evaluate", "any");

    assertThat(answered.status()).isEqualTo("16");
    assertThat(answered.message()).contains("none that a network's applications have here");
    assertThat(relay.calls).isEmpty();
    assertThat(gateway.server.stats().unauthenticated()).isEqualTo(before + 1);
  }

  @Test
  void aCertificateThatWasRevokedOpensNothingAlsoOnAConnectionThatLasts() {
    assertThat(till.call("Evaluate", "any").status()).isEqualTo("0");

    put(fabric(100_000, true).withClients(Map.of()));

    assertThat(till.call("Evaluate", "any").status()).isEqualTo("16");
  }

  @Test
  void aCertificateOpensFromItsBeginningToItsEnd() {
    put(
        fabric(100_000, true)
            .withClients(known(Instant.now().minusSeconds(60), Duration.ofSeconds(59))));
    assertThat(till.call("Evaluate", "any").status()).isEqualTo("16");

    put(
        fabric(100_000, true)
            .withClients(known(Instant.now().plusSeconds(60), Duration.ofHours(1))));
    assertThat(till.call("Evaluate", "any").status()).isEqualTo("16");
  }

  @Test
  void aSuspendedNetworkAnUnreadyOneAndAnotherFrameworkRefuse() {
    put(TestGateway.suspended(fabric(100_000, true)));
    assertThat(till.call("Evaluate", "any").status()).isEqualTo("9");
    assertThat(till.call("Evaluate", "any").message()).contains("suspended");

    put(fabric(100_000, false));
    assertThat(till.call("Evaluate", "any").status()).isEqualTo("14");

    put(gateway.route(100_000, true, Map.of(), List.of()).withClients(fabric(1, true).clients()));
    assertThat(till.call("Evaluate", "any").status()).isEqualTo("12");
    assertThat(relay.calls).isEmpty();
  }

  @Test
  void aFullLedgerIsReadAndNotWritten() {
    put(fabric(100_000, true).full(true));
    assertThat(till.call("Submit", "any").status()).isEqualTo("9");
    assertThat(relay.calls).isEmpty();
    assertThat(till.call("Evaluate", "any").status()).isEqualTo("0");
  }

  @Test
  void theNetworksLimitHoldsAndIsTold() {
    put(fabric(2, true));
    List<Answered> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(till.call("Evaluate", "any"));
    }

    assertThat(all).extracting(Answered::status).contains("0", "8");
    assertThat(all)
        .filteredOn(answered -> answered.status().equals("8"))
        .allSatisfy(answered -> assertThat(answered.message()).contains("2 calls a second"));
  }

  @Test
  void bodiesAreOneMessageUncompressedAndNotTooLong() {
    byte[] compressed = GrpcFrame.of(bytes("any"));
    compressed[0] = 1;
    assertThat(till.call("Evaluate", compressed, Map.of()).status()).isEqualTo("12");
    assertThat(till.call("Evaluate", NONE, Map.of()).status()).isEqualTo("3");
    assertThat(till.call("Evaluate", Arrays.copyOf(compressed, 20), Map.of()).status())
        .isEqualTo("12");
    assertThat(till.call("Evaluate", GrpcFrame.of(new byte[(1 << 20) + 1]), Map.of()).status())
        .isEqualTo("8");
    assertThat(
            till.call("Evaluate", GrpcFrame.of(bytes("any")), Map.of("grpc-timeout", "soon"))
                .status())
        .isEqualTo("3");
    assertThat(
            till.call("Evaluate", GrpcFrame.of(bytes("any")), Map.of("content-type", "text/html"))
                .http())
        .isEqualTo(415);
    assertThat(relay.calls).isEmpty();
    assertThat(till.call("Evaluate", GrpcFrame.of(new byte[1 << 20]), Map.of()).status())
        .isEqualTo("0");
  }

  @Test
  void aTransactionGoesOnAlthoughItsCallerLeft() {
    // Given
    HttpClientRequest request = GrpcCaller.join(till.request("Submit", Map.of()));
    request.send(Buffer.buffer(GrpcFrame.of(bytes("open"))));
    TestGateway.await(() -> relay.open.size() == 1);
    long before = gateway.server.stats().forwarded();

    // When
    request.reset();
    assertThat(till.call("Evaluate", "after it").status()).isEqualTo("0");

    // Then
    assertThat(relay.cancelled.get()).isZero();
    relay.open.get(0).message(bytes("taken"));
    relay.open.get(0).end(new End(true, 0, "", NONE));
    TestGateway.await(() -> gateway.server.stats().forwarded() == before + 2);
    assertThat(counted()).isEqualTo(2);
  }
}
