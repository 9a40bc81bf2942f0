package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EthDoorTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}";
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new TestGateway(Clock.systemUTC(), 100_000);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void answersACallWithTheKeyInItsOwnHeader() {
    // When
    Answer answer = gateway.post(CALL);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x10\"}");
  }

  @Test
  void answersACallWithTheKeyAsABearerToken() {
    // When
    Answer answer =
        gateway.send(gateway.request(CALL).header("Authorization", "bearer " + TestGateway.KEY));

    // Then
    assertThat(answer.json().path("result").asText()).isEqualTo("0x10");
  }

  @Test
  void takesWhateverContentTypeIsSaid() {
    // When
    Answer answer =
        gateway.send(
            gateway
                .request(CALL)
                .header("X-Api-Key", TestGateway.KEY)
                .header("Content-Type", "application/x-www-form-urlencoded"));

    // Then
    assertThat(answer.json().path("result").asText()).isEqualTo("0x10");
  }

  @Test
  void refusesACallWithoutAKey() {
    // When
    Answer answer = gateway.send(gateway.request(CALL));

    // Then
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.errorCode()).isEqualTo(-32010);
    assertThat(answer.json().get("id").isNull()).isTrue();
    assertThat(answer.message()).contains("no API key").contains("X-Api-Key");
    assertThat(answer.header("www-authenticate")).startsWith("Bearer");
  }

  @Test
  void answersAnUnknownKeyAKeyOfAnotherNetworkAndAnUnknownNetworkAlike() {
    // Given
    NetworkId other = NetworkId.next();
    gateway.routes.put(
        other,
        gateway.route(
            10, true, Map.of("rw_other", CredentialId.next()), List.of(gateway.node.at())));
    URI elsewhere = gateway.uri().resolve("/eth/" + NetworkId.next());

    // When
    Answer unknown = gateway.send(gateway.request(CALL).header("X-Api-Key", "rw_nobody"));
    Answer ofOther = gateway.send(gateway.request(CALL).header("X-Api-Key", "rw_other"));
    Answer nowhere =
        gateway.send(gateway.request(CALL).uri(elsewhere).header("X-Api-Key", TestGateway.KEY));
    Answer noKey = gateway.send(gateway.request(CALL).header("X-Api-Key", "password"));

    // Then
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.message()).contains("not valid for this network");
    assertThat(List.of(ofOther, nowhere, noKey))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(401);
              assertThat(answer.body()).isEqualTo(unknown.body());
            });
  }

  @Test
  void refusesAUrlWithAQueryWhereAKeyMayStand() {
    // When
    Answer answer =
        gateway.send(
            gateway.request(CALL).uri(URI.create(gateway.uri() + "?apikey=" + TestGateway.KEY)));

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("revoke it").contains("X-Api-Key");
    assertThat(answer.body()).doesNotContain(TestGateway.KEY);
  }

  @Test
  void refusesOtherPaths() {
    // When
    List<Answer> answers =
        List.of("/", "/eth", "/eth/a/b", "/q/health").stream()
            .map(path -> gateway.send(gateway.request(CALL).uri(gateway.uri().resolve(path))))
            .toList();

    // Then
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(404);
              assertThat(answer.message()).contains("/eth/{network}");
            });
  }

  @Test
  void refusesOtherMethodsThanPostWithAnErrorOfJsonRpc() {
    for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS")) {
      // When
      Answer answer = gateway.send(gateway.request(CALL).method(method, BodyPublishers.noBody()));

      // Then
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("allow")).isEqualTo("POST");
      assertThat(answer.errorCode()).isEqualTo(-32600);
      assertThat(answer.header("access-control-allow-origin")).isEmpty();
    }
  }

  @Test
  void refusesABodyThatIsTooLargeSaidOrNot() {
    // Given
    String large = " ".repeat((1 << 20) + 1);
    HttpRequest.Builder chunked =
        gateway
            .request("")
            .header("X-Api-Key", TestGateway.KEY)
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofByteArrays(List.of(large.getBytes(), large.getBytes()))));

    // When
    Answer said = gateway.post(large);
    Answer unsaid = gateway.send(chunked);

    // Then
    assertThat(List.of(said, unsaid))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(413);
              assertThat(answer.message()).contains("1048576 bytes");
            });
  }

  @Test
  void takesABodyOfTheLargestSize() {
    // Given
    String padded = CALL + " ".repeat((1 << 20) - CALL.length());

    // When
    Answer answer = gateway.post(padded);

    // Then
    assertThat(answer.json().path("result").asText()).isEqualTo("0x10");
  }

  @Test
  void refusesACompressedBody() {
    // When
    Answer answer =
        gateway.send(
            gateway
                .request(CALL)
                .header("X-Api-Key", TestGateway.KEY)
                .header("Content-Encoding", "gzip"));

    // Then
    assertThat(answer.status()).isEqualTo(415);
  }
}
