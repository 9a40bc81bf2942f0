package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.network.Framework;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignerDoorTest {
  private static final String POINT = "11".repeat(64);

  /** What the fake chain knows as one of its transactions. */
  private static final String GOOD = "{\"data\":\"0x02c0\"}";

  private final TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create(
            "http://127.0.0.1:"
                + gateway.server.port()
                + "/web3signer/"
                + gateway.network
                + "/"
                + path));
  }

  private Answer get(String path) {
    return gateway.send(request(path).header("X-Api-Key", TestGateway.KEY));
  }

  private Answer sign(String identifier, String body) {
    return gateway.send(
        request("api/v1/eth1/sign/" + identifier)
            .header("Authorization", "Bearer " + TestGateway.KEY)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void itSaysThatItIsUpToAnybody() {
    Answer up = gateway.send(request("upcheck"));

    assertThat(up.status()).isEqualTo(200);
    assertThat(up.body()).isEqualTo("OK");
    assertThat(up.header("content-type")).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void itListsTheNetworksPublicKeys() {
    Answer keys = get("api/v1/eth1/publicKeys");

    assertThat(keys.header("content-type")).isEqualTo("application/json");
    assertThat(keys.body()).isEqualTo("[\"0x" + POINT + "\",\"0x" + POINT + "\"]");
    assertThat(keys.header("ratelimit-policy")).isEqualTo("\"tps\";q=100000;w=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0x%1$s", "%1$s", "0x04%1$s", "0xABABABABABABABABABABABABABABABABABABABAB"})
  void itSignsATransactionForAKeyOrAnAddress(String identifier) {
    // When
    Answer signed = sign(String.format(identifier, POINT), GOOD);

    // Then
    assertThat(signed.status()).isEqualTo(200);
    assertThat(signed.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    // The fake signer signs with the digest itself; v is 27 and the recovery id.
    assertThat(signed.body()).isEqualTo("0x" + "07".repeat(64) + "1b");
    assertThat(gateway.signer.reasons())
        .singleElement()
        .asString()
        .isEqualTo(
            "transaction made elsewhere, to nobody with nonce 0, by credential "
                + gateway.credential);
  }

  @Test
  void whatComesIsReadOffTheEventLoop() {
    assertThat(sign("0x" + POINT, GOOD).status()).isEqualTo(200);
    assertThat(sign("0x" + POINT, "{\"data\":\"0x1234\"}").status()).isEqualTo(400);
    assertThat(gateway.chain.readOnEventLoop()).isFalse();
  }

  @Test
  void whatIsSignedIsCountedAndWhatIsRefusedIsNot() {
    // When
    sign("0x" + POINT, GOOD);
    sign("0x" + POINT, "{\"data\":\"0x1234\"}");
    sign("0x" + POINT, GOOD);
    get("api/v1/eth1/publicKeys");
    gateway.server.close();

    // Then
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\":\"0x1234\"}|is no transaction of this chain",
        "{\"data\":\"0x48656c6c6f2c20776f726c6421\"}|is no transaction of this chain",
        "{\"data\":\"0x\"}|hex digits",
        "{\"data\":\"0x123\"}|hex digits",
        "{\"data\":\"1234\"}|hex digits",
        "{\"data\":7}|hex digits",
        "{}|hex digits",
        "[]|hex digits",
        "{\"data\":|JSON",
        "{} {}|JSON",
        "''|hex digits"
      })
  void nothingElseIsSigned(String body, String why) {
    Answer answer = sign("0x" + POINT, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains(why);
    assertThat(gateway.signer.reasons()).isEmpty();
  }

  @Test
  void withoutAJournalNothingIsSigned() {
    gateway.signer.journalAway(true);

    assertThat(sign("0x" + POINT, GOOD).status()).isEqualTo(503);
    gateway.server.close();
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "api/v1/eth1/sign/0x22, POST, 404",
    "api/v1/eth1/sign/, POST, 404",
    "api/v1/eth1/sign/a/b, POST, 404",
    "api/v1/eth2/sign/a, POST, 404",
    "reload, POST, 404",
    "api/v1/eth1/publicKeys, POST, 405",
    "api/v1/eth1/sign/0x22, GET, 405",
    "api/v1/eth1/publicKeys?key=x, GET, 400",
    "upcheck, POST, 405"
  })
  void saysWhatIsNotThere(String path, String method, int status) {
    HttpRequest.Builder request =
        request(path)
            .header("X-Api-Key", TestGateway.KEY)
            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : GOOD));
    assertThat(gateway.send(request).status()).isEqualTo(status);
  }

  @Test
  void itIsClosedToWhoHasNoKeyOfTheNetworkAndWhereCallsArent() {
    assertThat(gateway.send(request("api/v1/eth1/publicKeys")).status()).isEqualTo(401);
    assertThat(
            gateway
                .send(request("api/v1/eth1/publicKeys").header("X-Api-Key", "rw_" + "x".repeat(40)))
                .status())
        .isEqualTo(401);
    NetworkRoute route =
        gateway.route(
            100_000, true, Map.of(TestGateway.KEY, gateway.credential), List.of(gateway.node.at()));
    gateway.change(
        TestGateway.suspended(route), () -> get("api/v1/eth1/publicKeys").status() == 409);
    NetworkRoute fabric =
        new NetworkRoute(
            route.tenant(),
            new Framework("fabric", "2.5"),
            true,
            100_000,
            route.endpoints(),
            route.credentials(),
            route.keys());
    gateway.change(fabric, () -> get("api/v1/eth1/publicKeys").status() == 404);
  }

  @Test
  void theLimitHoldsForItToo() {
    gateway.change(
        gateway.route(
            1, true, Map.of(TestGateway.KEY, gateway.credential), List.of(gateway.node.at())),
        () -> get("api/v1/eth1/publicKeys").status() == 429);

    assertThat(get("api/v1/eth1/publicKeys").header("retry-after")).isEqualTo("1");
  }
}
