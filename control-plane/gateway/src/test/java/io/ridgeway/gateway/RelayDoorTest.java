package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.RelayedLedger.Answers;
import io.ridgeway.framework.RelayedLedger.End;
import io.ridgeway.gateway.GrpcCaller.Answered;
import io.ridgeway.gateway.grpc.GrpcFrame;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.network.Framework;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayDoorTest {
  private static final TestCertificate ITSELF = TestCertificate.of("gateway");
  private static final TestCertificate TILL = TestCertificate.of("till");
  private static final byte[] NONE = {};

  @TempDir Path folder;

  private final List<AutoCloseable> opened = new ArrayList<>();

  /** What the messages of streams say, one after the other. */
  private final StringBuffer heard = new StringBuffer();

  private TestGateway gateway;
  private FakeRelay relay;
  private GrpcCaller till;

  @BeforeEach
  void start() throws IOException {
    Path certificate = Files.writeString(folder.resolve("tls.crt"), ITSELF.pem());
    Path key = Files.writeString(folder.resolve("tls.key"), ITSELF.key());
    gateway =
        new TestGateway(
            Clock.systemUTC(),
            100_000,
            GatewaySettings.of("127.0.0.1", 0, "gateway-1")
                .with(Optional.of(new GatewaySettings.Grpc(0, certificate, key))));
    relay = gateway.ledger.relay;
    put(fabric(100_000, true));
    till = caller(Optional.of(TILL));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    gateway.close();
  }

  private GrpcCaller caller(Optional<TestCertificate> shown) {
    GrpcCaller caller = new GrpcCaller(gateway.vertx, gateway.server.grpcPort(), ITSELF, shown);
    opened.add(caller);
    return caller;
  }

  private NetworkRoute fabric(int tps, boolean serving) {
    NetworkRoute ethereum = gateway.route(tps, serving, Map.of(), List.of());
    return new NetworkRoute(
            ethereum.tenant(),
            new Framework("fabric", "3.1"),
            serving,
            tps,
            ethereum.endpoints(),
            Map.of(),
            Map.of())
        .withClients(known(Instant.now().minusSeconds(60), Duration.ofHours(1)));
  }

  private Map<String, Certificate> known(Instant from, Duration life) {
    return Map.of(
        Fingerprint.of(TILL.pem()), TILL.issued(gateway.tenant, gateway.network, from, life));
  }

  /** Puts the route, and waits until the door follows it. */
  private void put(NetworkRoute route) {
    // The network after it is heard of after it.
    gateway.routes.put(gateway.network, route);
    io.ridgeway.model.NetworkId later = io.ridgeway.model.NetworkId.next();
    String secret = "rw_later-" + later + "-0123456789-0123456789-0123456789";
    gateway.routes.put(
        later, gateway.route(1, true, Map.of(secret, CredentialId.next()), List.of()));
    TestGateway.await(
        () ->
            gateway
                    .send(
                        java.net.http.HttpRequest.newBuilder(
                                java.net.URI.create(
                                    "http://127.0.0.1:"
                                        + gateway.server.port()
                                        + "/gateway/v1/networks/"
                                        + later
                                        + "/blocks/latest"))
                            .header("X-Api-Key", secret))
                    .status()
                != 401);
  }

  private long counted() {
    gateway.server.close();
    return gateway.journal.usage().stream()
        .filter(record -> record.network().equals(gateway.network))
        .filter(record -> record.meter() == Meter.GATEWAY_CALLS)
        .mapToLong(record -> record.micros() / 1_000_000)
        .sum();
  }

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
  void aStreamThatWentOnForAsLongAsItsCallerWantedCounts() {
    assertThat(till.call("ChaincodeEvents", "late").status()).isEqualTo("4");
    assertThat(till.call("ChaincodeEvents", "silent").status()).isEqualTo("14");
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void aPlaceIsKeptUntilTheAnswerHasLeft() {
    // Given a caller that reads nothing of its streams' answers, though they are over
    List<HttpClientResponse> unread = new ArrayList<>();
    for (int i = 0; i < EventStreams.MOST_PER_NETWORK; i++) {
      CompletableFuture<HttpClientResponse> answer =
          till.request("ChaincodeEvents", Map.of())
              .thenCompose(
                  request ->
                      request
                          .send(Buffer.buffer(GrpcFrame.of(bytes("open"))))
                          .map(HttpClientResponse::pause)
                          .toCompletionStage());
      int now = i;
      TestGateway.await(() -> relay.open.size() == now + 1);
      relay.open.get(i).message(new byte[1 << 20]);
      relay.open.get(i).end(new End(true, 0, "", NONE));
      unread.add(GrpcCaller.join(answer));
    }

    // When
    GrpcCaller other = caller(Optional.of(TILL));
    assertThat(other.call("ChaincodeEvents", "any").status()).isEqualTo("8");
    unread.forEach(response -> response.request().reset());

    // Then
    TestGateway.await(() -> other.call("ChaincodeEvents", "any").status().equals("0"));
  }

  @Test
  void nobodyComesInWithoutACertificate() {
    GrpcCaller nobody = caller(Optional.empty());

    assertThatThrownBy(() -> nobody.call("Evaluate", "any")).isNotNull();
    assertThat(relay.calls).isEmpty();
  }

  @Test
  void strangersAreToldSo() {
    Answered answered = caller(Optional.of(TestCertificate.of("stranger"))).call("Evaluate", "any");

    assertThat(answered.status()).isEqualTo("16");
    assertThat(answered.message()).contains("none that a network's applications have here");
    assertThat(relay.calls).isEmpty();
    assertThat(gateway.server.stats().unauthenticated()).isEqualTo(1);
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
  void aStreamGoesOnUntilItsCallerLeavesAndCountsOnce() {
    // Given
    HttpClientResponse head = stream();
    Answers peer = relay.open.get(0);

    // When
    peer.message(bytes("second"));
    TestGateway.await(() -> heard.toString().endsWith("second"));
    TestGateway.await(() -> relay.wanted.get() == 2);
    head.request().reset();

    // Then
    TestGateway.await(() -> relay.cancelled.get() == 1);
    assertThat(relay.calls.get(0).patience()).isEmpty();
    assertThat(counted()).isEqualTo(1);
  }

  /** With one message, which comes with its head. */
  private HttpClientResponse stream() {
    int before = relay.open.size();
    CompletableFuture<HttpClientResponse> answer =
        till.request("ChaincodeEvents", Map.of())
            .thenCompose(
                request ->
                    request
                        .send(Buffer.buffer(GrpcFrame.of(bytes("open"))))
                        .map(
                            response -> {
                              response.handler(
                                  chunk -> heard.append(chunk.getString(5, chunk.length())));
                              return response;
                            })
                        .toCompletionStage());
    TestGateway.await(() -> relay.open.size() == before + 1);
    relay.open.get(before).message(bytes("first"));
    return GrpcCaller.join(answer);
  }

  @Test
  void aCallerThatReadsNothingIsSentNoMoreThanFits() {
    // Given
    int before = relay.open.size();
    CompletableFuture<HttpClientResponse> answer =
        till.request("ChaincodeEvents", Map.of())
            .thenCompose(
                request ->
                    request
                        .send(Buffer.buffer(GrpcFrame.of(bytes("open"))))
                        .map(
                            response -> {
                              response.pause();
                              return response;
                            })
                        .toCompletionStage());
    TestGateway.await(() -> relay.open.size() == before + 1);

    // When a node only sends what was asked for
    Answers peer = relay.open.get(0);
    int sent = 0;
    for (int still = 0; still < 20 && sent < 1_000; still++) {
      if (relay.wanted.get() >= sent) {
        peer.message(new byte[1 << 16]);
        sent++;
        still = 0;
      }
      pause();
    }
    GrpcCaller.join(answer);

    // Then
    assertThat(sent).isBetween(1, 200);
    GrpcCaller.join(answer).request().reset();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aStreamEndsWhenItsCertificateIsRevokedAndWhenTheGatewayCloses() {
    // Given
    HttpClientResponse first = stream();
    CompletableFuture<Answered> ended = ended(first);
    put(fabric(100_000, true).withClients(Map.of()));
    // Then within the 15 s in which that is looked at
    assertThat(GrpcCaller.join(ended).status()).isEqualTo("16");
    assertThat(relay.cancelled.get()).isEqualTo(1);

    // Given
    put(fabric(100_000, true));
    CompletableFuture<Answered> second = ended(stream());
    // When
    gateway.server.close();
    // Then
    assertThat(GrpcCaller.join(second).status()).isEqualTo("14");
  }

  private static CompletableFuture<Answered> ended(HttpClientResponse head) {
    return head.end()
        .map(over -> GrpcCaller.answered(head, Buffer.buffer()))
        .toCompletionStage()
        .toCompletableFuture();
  }

  @Test
  void aNetworkHasSoManyStreamsAndNoMore() {
    CompletableFuture<Answered> first = ended(stream());
    for (int i = 1; i < EventStreams.MOST_PER_NETWORK; i++) {
      stream();
    }

    Answered one = till.call("ChaincodeEvents", "open");

    assertThat(one.status()).isEqualTo("8");
    assertThat(one.message()).contains("16 of a network");
    relay.open.get(0).end(new End(true, 0, "", NONE));
    assertThat(GrpcCaller.join(first).status()).isEqualTo("0");
    assertThat(stream().statusCode()).isEqualTo(200);
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
