package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.gateway.TestGateway.Answer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new TestGateway(Clock.systemUTC(), 100_000);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String call(String id, String method) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\"}";
  }

  private static String lastBody() {
    List<String> bodies = gateway.node.bodies();
    return bodies.get(bodies.size() - 1);
  }

  @Test
  void forwardsAPlainCallByteForByte() {
    // Given
    String odd =
        "{ \"params\" : [ { \"to\":\"0x\\u0030\" }, \"latest\" ],\n \"id\":7, \"jsonrpc\":\"2.0\" ,"
            + " \"method\":\"eth_call\" }";

    // When
    Answer answer = gateway.post(odd);

    // Then
    assertThat(lastBody()).isEqualTo(odd);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.errorCode()).isEqualTo(3);
  }

  @Test
  void writesACallAnewThatTwoReadersMightReadDifferently() {
    // When
    Answer answer =
        gateway.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"net_version\",\"Method\":\"admin_peers\"}");

    // Then
    assertThat(lastBody()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"net_version\"}");
    assertThat(answer.json().path("result").asText()).isEqualTo("net_version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[",
        "{\"jsonrpc\":\"2.0\",}",
        "nonsense",
        "{} {}",
        "[{}]]",
        "\uFEFF{}",
        "{\"a\":01}"
      })
  void answersWhatIsNoJsonWithAParseError(String body) {
    // When
    Answer answer = gateway.post(body);

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo(-32700);
    assertThat(answer.json().get("id").isNull()).isTrue();
    assertThat(answer.json().get("jsonrpc").asText()).isEqualTo("2.0");
    assertThat(answer.message()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"eth_call\"",
        "null",
        "[]",
        "{}",
        "{\"jsonrpc\":\"1.0\",\"method\":\"eth_blockNumber\"}",
        "{\"method\":\"eth_blockNumber\"}",
        "{\"jsonrpc\":\"2.0\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":5}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_call\",\"params\":\"x\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_call\",\"id\":{}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_call\",\"id\":true}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_call\",\"method\":\"admin_peers\"}"
      })
  void answersWhatIsNoCallWithAnInvalidRequest(String body) {
    // When
    Answer answer = gateway.post(body);

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo(-32600);
    assertThat(answer.json().get("id").isNull()).isTrue();
  }

  @Test
  void givesTheIdBackWhereAnInvalidCallHasOne() {
    // When
    Answer answer = gateway.post("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":5}");

    // Then
    assertThat(answer.errorCode()).isEqualTo(-32600);
    assertThat(answer.json().get("id").asText()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"123456789012345678901234567890", "1.50", "-0", "1e3", "\"\\u0061\"", "null"})
  void echoesIdsExactly(String id) {
    // When
    Answer accounts = gateway.post(call(id, "eth_accounts"));
    Answer refused = gateway.post(call(id, "admin_peers"));
    Answer inBatch = gateway.post("[" + call(id, "eth_blockNumber") + "," + call("2", "x") + "]");

    // Then
    assertThat(accounts.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":");
    assertThat(refused.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":");
    assertThat(inBatch.body()).startsWith("[{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin_peers",
        "debug_traceTransaction",
        "personal_unlockAccount",
        "miner_stop",
        "txpool_content",
        "istanbul_propose",
        "eth_sign",
        "eth_signTransaction",
        "eth_signTypedData_v4",
        "ETH_BLOCKNUMBER",
        ""
      })
  void refusesMethodsThatAreNotOfferedAndSaysWhichAre(String method) {
    // Given
    int before = gateway.node.bodies().size();

    // When
    Answer answer = gateway.call(method, "[]");

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.errorCode()).isEqualTo(-32601);
    assertThat(answer.json().at("/error/data/allowed"))
        .extracting(JsonNode::asText)
        .contains("eth_blockNumber", "eth_sendTransaction", "eth_accounts")
        .doesNotContain("eth_sign");
    assertThat(gateway.node.bodies()).hasSize(before);
  }

  @Test
  void answersNotificationsWithNothing() {
    // When
    Answer forwarded = gateway.post("{\"jsonrpc\":\"2.0\",\"method\":\"eth_blockNumber\"}");
    Answer refused = gateway.post("{\"jsonrpc\":\"2.0\",\"method\":\"admin_peers\"}");
    Answer batch = gateway.post("[{\"jsonrpc\":\"2.0\",\"method\":\"admin_peers\"}]");

    // Then
    assertThat(List.of(forwarded, refused, batch))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(204);
              assertThat(answer.body()).isEmpty();
            });
  }

  @Test
  void forwardsABatchOfPlainCallsWhole() {
    // Given
    String batch = "[" + call("1", "eth_blockNumber") + ", " + call("1", "net_version") + "]";

    // When
    Answer answer = gateway.post(batch);

    // Then
    assertThat(lastBody()).isEqualTo(batch);
    assertThat(answer.json()).hasSize(2);
  }

  @Test
  void joinsAMixedBatchInTheOrderOfItsCalls() {
    // Given
    String batch =
        String.join(
            ",",
            call("\"a\"", "eth_blockNumber"),
            "5",
            call("\"b\"", "eth_accounts"),
            "{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"}",
            call("\"c\"", "admin_peers"),
            call("\"a\"", "eth_call"),
            "{\"jsonrpc\":\"2.0\",\"method\":\"debug_x\"}",
            call("7", "net_version"));

    // When
    Answer answer = gateway.post("[" + batch + "]");

    // Then
    JsonNode answers = answer.json();
    assertThat(answers).hasSize(6);
    assertThat(answers)
        .extracting(a -> a.get("id").asText())
        .containsExactly("a", "null", "b", "c", "a", "7");
    assertThat(answers.get(0).get("result").asText()).isEqualTo("0x10");
    assertThat(answers.get(1).at("/error/code").asInt()).isEqualTo(-32600);
    assertThat(answers.get(2).get("result"))
        .extracting(JsonNode::asText)
        .containsExactly(TestGateway.ACCOUNT, TestGateway.SECOND_ACCOUNT);
    assertThat(answers.get(3).at("/error/code").asInt()).isEqualTo(-32601);
    assertThat(answers.get(4).at("/error/code").asInt()).isEqualTo(3);
    assertThat(answers.get(5).get("result").asText()).isEqualTo("net_version");
  }

  @Test
  void takesABatchOfTheLargestSizeAndNoneAbove() {
    // Given
    List<String> calls =
        new ArrayList<>(
            IntStream.range(0, 100).mapToObj(i -> call("" + i, "eth_chainId")).toList());

    // When
    Answer largest = gateway.post(calls.stream().collect(Collectors.joining(",", "[", "]")));
    calls.add(call("100", "eth_chainId"));
    Answer over = gateway.post(calls.stream().collect(Collectors.joining(",", "[", "]")));

    // Then
    assertThat(largest.json()).hasSize(100);
    assertThat(over.status()).isEqualTo(400);
    assertThat(over.errorCode()).isEqualTo(-32600);
    assertThat(over.message()).contains("more than 100 calls").contains("smaller parts");
  }

  @Test
  void handsLongAnswersOnWhole() {
    // When
    Answer answer = gateway.call("eth_getLogs", "[{}]");

    // Then
    assertThat(answer.json().path("result").asText()).hasSize(300_000);
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    // When
    Answer answer = gateway.call("eth_call", "[".repeat(500) + "]".repeat(500));

    // Then
    assertThat(answer.errorCode()).isEqualTo(-32700);
    assertThat(answer.message()).contains("nested deeper");
  }
}
