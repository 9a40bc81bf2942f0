package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.network.Framework;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderDoorTest {
  private final TestGateway gateway = new TestGateway(Clock.systemUTC(), 1);
  private final NetworkId network = NetworkId.next();
  private final ManagedKey clerk =
      new ManagedKey(
          KeyId.next(),
          gateway.tenant,
          network,
          "clerk",
          Curve.P256,
          Purpose.TRANSACTION,
          "04".repeat(64),
          Instant.EPOCH);

  ReaderDoorTest() {
    gateway.routes.put(network, route(true, true));
    TestGateway.await(() -> get("/blocks/latest").status() == 200);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private NetworkRoute route(boolean serving, boolean known) {
    NetworkRoute ethereum = gateway.route(1, serving, Map.of(), List.of());
    return new NetworkRoute(
            ethereum.tenant(),
            new Framework("fabric", "2.5"),
            serving,
            1,
            ethereum.endpoints(),
            Map.of(),
            known ? Map.of("x509::clerk", clerk) : Map.of())
        .withCertificates(known ? Map.of(clerk.id(), certificate()) : Map.of());
  }

  private Certificate certificate() {
    return new Certificate(
        gateway.tenant,
        network,
        "alpha-ca",
        "clerk-client",
        1,
        "0".repeat(32),
        Instant.EPOCH,
        Instant.MAX,
        "pem");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create(
            "http://127.0.0.1:" + gateway.server.port() + "/reader/v1/networks/" + network + path));
  }

  private Answer get(String path) {
    return gateway.send(request(path).header("Ridgeway-Pass", gateway.tenant + "/" + network));
  }

  @Test
  void blocksComeTheNewestFirstAndAreReadOnce() {
    // When
    Answer first = get("/blocks?limit=3");
    int asked = gateway.ledger.calls().size();
    Answer again = get("/blocks?limit=3");
    Answer older = get("/blocks?limit=50&before=2");

    // Then
    assertThat(first.json().path("height").asLong()).isEqualTo(7);
    assertThat(first.json().path("blocks").findValuesAsText("number"))
        .containsExactly("7", "6", "5");
    assertThat(first.json().at("/blocks/0/transactions").asInt()).isEqualTo(1);
    assertThat(first.json().at("/blocks/0/at").asText()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(gateway.ledger.calls().subList(asked, asked + 1))
        .containsExactly("block OptionalLong.empty by clerk");
    assertThat(gateway.ledger.calls()).hasSize(asked + 4);
    assertThat(older.json().path("blocks").findValuesAsText("number")).containsExactly("1", "0");
  }

  @Test
  void aTransactionComesWithAllThatGoesWithItWithinBounds() {
    // When
    Answer answer = get("/transactions/" + FakeLedger.TRANSACTION);

    // Then
    assertThat(answer.json().path("status").asText()).isEqualTo("COMMITTED");
    assertThat(answer.json().path("by").asText()).isEqualTo("alpha/clerk");
    assertThat(answer.json().path("kind").asText()).isEqualTo("CALL");
    assertThat(answer.json().path("endorsers").toString())
        .isEqualTo("[\"alpha/peer-1\",\"beta/peer-1\"]");
    assertThat(answer.json().at("/events/0").toString())
        .isEqualTo(
            "{\"contract\":\"notary\",\"name\":\"Drafted\",\"topics\":[],\"payload\":\"/w==\","
                + "\"payloadEncoding\":\"base64\"}");
    assertThat(answer.json().at("/more/nonce").asText()).isEqualTo("7");
    assertThat(answer.json().path("input").asText())
        .hasSize(ReaderAnswers.LONGEST + 1)
        .endsWith("…");
  }

  @Test
  void readingIsNeitherLimitedNorCountedAndSaysForWhom() {
    // When
    for (int i = 0; i < 10; i++) {
      assertThat(get("/blocks/" + i % 8).status()).isEqualTo(200);
    }

    // Then
    assertThat(gateway.server.unwrittenCalls()).isZero();
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isZero();
    assertThat(gateway.ledger.calls()).allMatch(call -> call.endsWith("by clerk"));
  }

  @ParameterizedTest
  @CsvSource({
    "/blocks/8, 404",
    "/blocks/x, 400",
    "/blocks?limit=51, 400",
    "/blocks?limit=0, 400",
    "/blocks?before=-1, 400",
    "/blocks?key=clerk, 400",
    "/transactions/abc, 422",
    "/transactions, 404",
    "/keys, 404",
    "/blocks/1/2, 404"
  })
  void saysWhatIsWrong(String path, int status) {
    assertThat(get(path).status()).isEqualTo(status);
  }

  @Test
  void noneIsLetInWithoutAPassForThatNetwork() {
    for (String pass :
        List.of("", "x", gateway.tenant + "/" + gateway.network, "y".repeat(2_000))) {
      HttpRequest.Builder request = request("/blocks");
      if (!pass.isEmpty()) {
        request.header("Ridgeway-Pass", pass);
      }
      assertThat(gateway.send(request).status()).isEqualTo(401);
    }
    assertThat(gateway.send(request("/blocks").header("X-Api-Key", TestGateway.KEY)).status())
        .isEqualTo(401);
    assertThat(gateway.send(request("/blocks").POST(BodyPublishers.ofString("{}"))).status())
        .isEqualTo(405);
  }

  @Test
  void strangersAtOneNetworkLeaveTheOthersTheirDoor() {
    // Given
    NetworkId other = NetworkId.next();
    gateway.routes.put(other, route(true, true));
    String there =
        "http://127.0.0.1:" + gateway.server.port() + "/reader/v1/networks/" + other + "/blocks";
    HttpRequest.Builder atOther =
        HttpRequest.newBuilder(URI.create(there))
            .header("Ridgeway-Pass", gateway.tenant + "/" + other);
    TestGateway.await(() -> gateway.send(atOther).status() == 200);

    // When: four hold what looks at their passes
    List<CompletableFuture<Answer>> strangers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      strangers.add(
          CompletableFuture.supplyAsync(
              () -> gateway.send(request("/blocks").header("Ridgeway-Pass", "slow")), this::run));
    }
    TestGateway.await(() -> gateway.slowPasses.get() == 4);

    // Then
    assertThat(get("/blocks").status()).isEqualTo(429);
    assertThat(gateway.send(atOther).status()).isEqualTo(200);

    // When
    gateway.slow.countDown();

    // Then
    assertThat(strangers).allMatch(stranger -> stranger.join().status() == 401);
    assertThat(get("/blocks").status()).isEqualTo(200);
  }

  private void run(Runnable call) {
    new Thread(call, "stranger").start();
  }

  @Test
  void saysWhyThereIsNothingToRead() {
    // When
    gateway.routes.put(network, route(false, true));
    TestGateway.await(() -> get("/blocks").status() == 503);
    gateway.routes.put(network, TestGateway.suspended(route(false, true)));
    TestGateway.await(() -> get("/blocks").status() == 409);

    // Then
    assertThat(get("/blocks").json().path("type").asText()).endsWith(":network-suspended");

    // When
    gateway.routes.put(network, route(true, false));
    TestGateway.await(
        () -> get("/transactions/" + FakeLedger.TRANSACTION).body().contains(":conflict"));

    // Then
    assertThat(get("/transactions/" + FakeLedger.TRANSACTION).json().path("detail").asText())
        .contains("no managed key yet");
  }
}
