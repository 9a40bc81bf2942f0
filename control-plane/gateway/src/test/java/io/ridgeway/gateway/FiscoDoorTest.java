package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.network.Framework;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiscoDoorTest {
  private static final String HEIGHT = call("1", "getBlockNumber", "[\"group0\",\"\"]");

  private TestGateway gateway;

  @BeforeEach
  void start() {
    gateway = new TestGateway(Clock.systemUTC(), 100_000);
    NetworkRoute chain = chain(100_000);
    gateway.change(chain, () -> gateway.post("[]").status() == 404);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** Whose client speaks JSON-RPC of its own. */
  private NetworkRoute chain(int tps) {
    NetworkRoute ethereum =
        gateway.route(tps, true, Map.of(TestGateway.KEY, gateway.credential), List.of());
    return new NetworkRoute(
        ethereum.tenant(),
        new Framework("fabric", "3.1"),
        true,
        tps,
        ethereum.endpoints(),
        ethereum.credentials(),
        Map.of());
  }

  private Answer post(String body) {
    return gateway.send(
        gateway.request(body).uri(door("/fisco/")).header("X-Api-Key", TestGateway.KEY));
  }

  private URI door(String path) {
    return gateway.uri().resolve(path + gateway.network);
  }

  private static String call(String id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":"
        + params
        + "}";
  }

  private long counted() {
    gateway.server.close();
    return gateway.journal.total(Meter.GATEWAY_CALLS);
  }

  @Test
  void aCallIsAnsweredByTheLedgersClientWithItsParametersAsTheyCame() {
    // When
    Answer answer = post(HEIGHT);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("ratelimit")).isNotEmpty();
    assertThat(answer.body())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[\"group0\",\"\"]}");
    assertThat(gateway.ledger.calls()).containsExactly("getBlockNumber[\"group0\",\"\"] by nobody");
    assertThat(counted()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "wrong, -32602, 200, 'Params[0] must be the group.', 0",
    "refuse, -32009, 200, 'No such block', 1",
    "silent, -32002, 503, 'No node of the network answers', 0",
    "lost, -32002, 504, 'It is not known whether', 0",
    "fault, -32603, 500, 'Something went wrong', 0",
    "deep, -32603, 500, 'Something went wrong', 0"
  })
  void whatIsntAnsweredSaysWhyAndNamesNoHost(
      String params, int code, int status, String why, long count) {
    Answer answer = post(call("\"a\"", "sendTransaction", "[\"" + params + "\"]"));

    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.message()).contains(why);
    assertThat(answer.json().path("id").asText()).isEqualTo("a");
    assertThat(answer.body()).doesNotContain("10.0.0.7");
    assertThat(counted()).isEqualTo(count);
  }

  @Test
  void aTransactionOfUnknownFateIsNamed() {
    assertThat(
            post(call("1", "sendTransaction", "[\"lost\"]")).json().at("/error/data/hash").asText())
        .isEqualTo(FakeLedger.TRANSACTION);
  }

  @Test
  void otherMethodsReachNobodyAndTheRefusalListsThoseThatDo() {
    Answer answer = post(call("1", "getGroupPeers", "[\"group0\"]"));

    assertThat(answer.errorCode()).isEqualTo(-32601);
    assertThat(answer.json().at("/error/data/allowed"))
        .extracting(JsonNode::asText)
        .containsExactly("getBlockNumber", "sendTransaction");
    assertThat(gateway.ledger.calls()).isEmpty();
    assertThat(counted()).isZero();
  }

  @Test
  void aBatchIsAnsweredInItsOrderWithoutWhatNobodyWants() {
    // When
    Answer answer =
        post(
            "["
                + call("1", "getBlockNumber", "[\"a\"]")
                + ",{\"jsonrpc\":\"2.0\",\"method\":\"getBlockNumber\",\"params\":[\"b\"]},"
                + call("3", "nothing", "[]")
                + ",7,"
                + call("5", "getBlockNumber", "[\"refuse\"]")
                + "]");

    // Then
    assertThat(answer.status()).isEqualTo(200);
    JsonNode all = answer.json();
    assertThat(all).hasSize(4);
    assertThat(all.at("/0/result/0").asText()).isEqualTo("a");
    assertThat(all.at("/1/error/code").asInt()).isEqualTo(-32601);
    assertThat(all.at("/2/error/code").asInt()).isEqualTo(-32600);
    assertThat(all.at("/3/error/code").asInt()).isEqualTo(-32009);
    assertThat(counted()).isEqualTo(3);
  }

  @Test
  void aBatchIsAskedNoFurtherOnceItsAnswersAreTooLongTogether() {
    // When
    Answer answer =
        post(
            IntStream.range(0, 20)
                .mapToObj(id -> call(Integer.toString(id), "getBlockNumber", "[\"long\"]"))
                .collect(Collectors.joining(",", "[", "]")));

    // Then at least those that fit, and at most what was under way besides
    JsonNode all = answer.json();
    assertThat(all).hasSize(20);
    long made = gateway.ledger.calls().size();
    assertThat(made).isBetween(7L, 19L);
    assertThat(all)
        .filteredOn(each -> each.has("error"))
        .hasSize((int) (20 - made))
        .allSatisfy(
            each -> {
              assertThat(each.at("/error/code").asInt()).isEqualTo(-32005);
              assertThat(each.at("/error/message").asText()).contains("this call wasn't made");
            });
    assertThat(counted()).isEqualTo(made);
  }

  @Test
  void whoWantsNoAnswerGetsNone() {
    String quiet = "{\"jsonrpc\":\"2.0\",\"method\":\"getBlockNumber\"}";
    assertThat(post(quiet).status()).isEqualTo(204);
    assertThat(post("[" + quiet + "]").status()).isEqualTo(204);
  }

  @Test
  void theDoorIsForThoseWithAKeyAndForChainsOfFiscoBcosAlone() {
    assertThat(gateway.send(gateway.request(HEIGHT).uri(door("/fisco/"))).status()).isEqualTo(401);
    assertThat(
            gateway
                .send(
                    gateway
                        .request(HEIGHT)
                        .uri(URI.create(door("/fisco/") + "/more"))
                        .header("X-Api-Key", TestGateway.KEY))
                .status())
        .isEqualTo(404);

    gateway.change(
        gateway.route(
            10, true, Map.of(TestGateway.KEY, gateway.credential), List.of(gateway.node.at())),
        () -> post(HEIGHT).status() == 404);
    assertThat(post(HEIGHT).message()).contains("isn't a FISCO BCOS chain");
  }

  @Test
  void limitsSuspensionAndTheLengthOfBodiesHold() {
    Answer tooLong = post("[" + " ".repeat(1 << 20) + "]");
    assertThat(tooLong.status()).isEqualTo(413);

    gateway.change(
        chain(2), () -> post("[" + HEIGHT + "," + HEIGHT + "," + HEIGHT + "]").status() == 429);
    assertThat(post("[" + HEIGHT + "," + HEIGHT + "," + HEIGHT + "]").errorCode())
        .isEqualTo(-32005);

    gateway.change(TestGateway.suspended(chain(100_000)), () -> post(HEIGHT).errorCode() == -32002);
    assertThat(post(HEIGHT).message()).contains("suspended");
  }
}
