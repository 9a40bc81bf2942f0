package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.meter.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, where to, how often, and what counts. */
class NativeDoorTest extends NativeDoorCase {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/block/1",
        "/blocks",
        "/blocks/",
        "/events/1",
        "/queries/",
        "/blocks/1/2"
      })
  void whereNothingIsIsSaid(String path) {
    problem(get(path), 404, "not-found", "nothing at this path");
  }

  @Test
  void wrongMethodsAndParametersAreRefused() {
    Answer answer = send(keyed("/queries").GET());
    problem(answer, 405, "method-not-allowed", "only POST");
    assertThat(answer.header("allow")).isEqualTo("POST");
    problem(post("/blocks/1", "{}"), 405, "method-not-allowed", "only GET");
    problem(get("/blocks/1?apikey=" + TestGateway.KEY), 400, "bad-request", "revoke it");
    assertThat(get("/blocks/1?apikey=" + TestGateway.KEY).body()).doesNotContain(TestGateway.KEY);
    problem(get("/blocks/1?key=clerk&key=bot"), 400, "bad-request", "stands twice");
    problem(get("/blocks/1?key=nobody"), 422, "invalid", "no managed key");
    problem(post("/transactions?key=clerk", draft("draft", "")), 400, "bad-request", "parameter");
  }

  @Test
  void nobodyWithoutAKeyOfTheNetworkIsLetIn() {
    problem(send(request(path("/blocks/1")).GET()), 401, "unauthenticated", "no API key");
    problem(
        send(request(path("/blocks/1")).header("X-Api-Key", "rw_nobody").GET()),
        401,
        "unauthenticated",
        "not valid for this network");
    problem(
        send(
            request("/gateway/v1/networks/" + NetworkId.next() + "/blocks/1")
                .header("X-Api-Key", TestGateway.KEY)
                .GET()),
        401,
        "unauthenticated",
        "not valid for this network");
  }

  @Test
  void theLimitAndTheNetworksStateHold() {
    // When
    gateway.routes.put(network, route(true, 1));
    Answer limited = first(429);
    // Then
    problem(limited, 429, "too-many-requests", "1 calls a second were bought");
    assertThat(limited.header("retry-after")).isEqualTo("1");

    // When
    gateway.routes.put(network, route(false, 100_000));
    // Then
    problem(first(503), 503, "unavailable", "not ready");
  }

  @Test
  void aSuspendedNetworkSaysSoAndNothingCounts() {
    // When
    gateway.routes.put(network, TestGateway.suspended(route(false, 100_000)));
    // Then
    Answer answer = first(409);
    problem(answer, 409, "network-suspended", "The network is suspended");
    assertThat(answer.header("retry-after")).isEmpty();
    problem(post("/transactions", draft("draft", "")), 409, "network-suspended", "resumed");
    problem(get("/events?contract=notary"), 409, "network-suspended", "suspended");
  }

  @Test
  void whatIsFullIsReadAndNotWritten() {
    // When
    gateway.routes.put(network, route(true, 100_000).full(true));
    TestGateway.await(() -> post("/transactions", draft("draft", "")).status() == 409);
    // Then
    problem(
        post("/transactions", draft("draft", "")), 409, "storage-full", "nothing more is written");
    assertThat(post("/queries", "{\"contract\":\"notary\",\"function\":\"read\"}").status())
        .isEqualTo(200);
    assertThat(get("/blocks/1").status()).isEqualTo(200);
  }

  @Test
  void whatTheLedgerAnsweredCountsAndWhatWeRefusedDoesNot() {
    // When
    post("/transactions", draft("draft", ""));
    post("/transactions", draft("refuse", ""));
    post("/transactions", draft("silent", ""));
    post("/transactions", "{}");
    post("/queries", "{\"contract\":\"notary\",\"function\":\"read\"}");

    stop();

    // Then: three of these, and the two that this test began with
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(5);
  }

  @Test
  void aClientThatNoCallUsesAnyMoreIsClosedWithTheGatewayAtTheLatest() {
    // Given
    gateway.routes.remove(network);
    TestGateway.await(() -> get("/blocks/1").status() == 401);

    // When
    stop();

    // Then
    assertThat(gateway.ledger.closed()).isEqualTo(1);
  }
}
