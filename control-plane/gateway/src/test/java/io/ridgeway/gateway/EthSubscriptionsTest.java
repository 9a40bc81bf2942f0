package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.model.meter.Meter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EthSubscriptionsTest extends EthSocketCase {
  @Test
  void aSuspendedNetworkSaysSoAndItsSubscriptionsEnd() {
    // Given
    new FakeBlocks(gateway.node);
    SocketCaller caller = SocketCaller.of(gateway);
    String heads = caller.subscribe("[\"newHeads\"]");

    // When
    gateway.change(
        TestGateway.suspended(route(Map.of(TestGateway.KEY, gateway.credential))),
        () -> gateway.post(CALL).errorCode() == -32002);

    // Then
    assertThat(caller.told(heads).path("error").path("message").asText()).contains("suspended");
    caller.send(CALL);
    assertThat(caller.text()).isEqualTo(gateway.post(CALL).body()).contains("-32002");
  }

  @Test
  void headsComeInTheirOrderEachOnceByOneLookForAll() throws InterruptedException {
    // Given
    FakeBlocks blocks = new FakeBlocks(gateway.node);
    SocketCaller one = SocketCaller.of(gateway);
    SocketCaller two = SocketCaller.of(gateway);
    String first = one.subscribe("[\"newHeads\"]");
    String second = two.subscribe("[\"newHeads\"]");

    // When the nodes jump ahead, and one that lags answers
    blocks.height(20);
    JsonNode head = one.told(first).path("result");
    int before = blocks.looks.get();
    blocks.height(18);
    TestGateway.await(() -> blocks.looks.get() >= before + 2);
    blocks.height(21);

    // Then
    assertThat(head.path("hash").asText()).isEqualTo(FakeBlocks.hash(17));
    assertThat(head.has("transactions")).isFalse();
    for (String number : List.of("0x12", "0x13", "0x14", "0x15")) {
      assertThat(one.told(first).path("result").path("number").asText()).isEqualTo(number);
    }
    for (String number : List.of("0x11", "0x12", "0x13", "0x14", "0x15")) {
      assertThat(two.told(second).path("result").path("number").asText()).isEqualTo(number);
    }
    assertThat(blocks.logsAsked.get()).isZero();

    // When there is nobody left, nobody looks
    assertThat(one.call("eth_unsubscribe", "[\"" + first + "\"]").path("result").asBoolean())
        .isTrue();
    assertThat(one.call("eth_unsubscribe", "[\"" + first + "\"]").path("result").asBoolean())
        .isFalse();
    assertThat(looksWithin(blocks, 2_000)).as("for one, twice a second").isBetween(2, 5);
    two.close();
    looksWithin(blocks, 600);
    assertThat(looksWithin(blocks, 1_500)).isZero();
  }

  private static int looksWithin(FakeBlocks blocks, long millis) throws InterruptedException {
    int before = blocks.looks.get();
    Thread.sleep(millis);
    return blocks.looks.get() - before;
  }

  @Test
  void logsAreThoseThatAreWanted() {
    // Given
    FakeBlocks blocks = new FakeBlocks(gateway.node);
    String address = "0x" + "Ab".repeat(20);
    String topic = "0x" + "1".repeat(64);
    String other = "0x" + "2".repeat(64);
    SocketCaller caller = SocketCaller.of(gateway);
    String wanted =
        caller.subscribe(
            "[\"logs\",{\"address\":\"" + address + "\",\"topics\":[null,[\"" + topic + "\"]]}]");

    // When
    blocks.log(17, address.toLowerCase(Locale.ROOT), other, topic);
    blocks.log(17, address.toLowerCase(Locale.ROOT), topic, other);
    blocks.log(17, address.toLowerCase(Locale.ROOT), topic);
    blocks.log(18, "0x" + "cd".repeat(20), other, topic);
    blocks.log(19, address, topic, topic, other);
    blocks.height(19);

    // Then
    JsonNode first = caller.told(wanted).path("result");
    assertThat(first.path("blockNumber").asText()).isEqualTo("0x11");
    assertThat(first.path("topics").path(1).asText()).isEqualTo(topic);
    assertThat(caller.told(wanted).path("result").path("blockNumber").asText()).isEqualTo("0x13");

    // When all logs are wanted, too
    String all = caller.subscribe("[\"logs\"]");
    blocks.log(20, "0x" + "cd".repeat(20));
    blocks.height(20);
    assertThat(caller.told(all).path("result").path("blockNumber").asText()).isEqualTo("0x14");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "[\"syncing\"]",
        "[\"newPendingTransactions\"]",
        "[\"newHeads\",{}]",
        "[\"logs\",7]",
        "[\"logs\",{\"fromBlock\":\"0x1\"}]",
        "[\"logs\",{\"address\":\"0x12\"}]",
        "[\"logs\",{\"address\":[7]}]",
        "[\"logs\",{\"topics\":\"0x12\"}]",
        "[\"logs\",{\"topics\":[null,null,null,null,null]}]",
      })
  void whatMakesNoSenseIsRefused(String params) {
    JsonNode answer = SocketCaller.of(gateway).call("eth_subscribe", params);
    assertThat(answer.path("error").path("code").asInt()).as("%s", answer).isEqualTo(-32602);
    assertThat(gateway.call("eth_subscribe", params).message()).contains("over WebSocket only");
  }

  @Test
  void whatCannotBeMadeUpForEndsTheSubscriptionWithItsReason() {
    // Given
    FakeBlocks blocks = new FakeBlocks(gateway.node);
    SocketCaller caller = SocketCaller.of(gateway);
    String heads = caller.subscribe("[\"newHeads\"]");

    // When
    blocks.height(16 + 129);

    // Then
    assertThat(caller.told(heads).path("error").path("message").asText())
        .contains("129 after block 16");
    assertThat(caller.call("eth_unsubscribe", "[\"" + heads + "\"]").path("result").asBoolean())
        .isFalse();
    String again = caller.subscribe("[\"newHeads\"]");
    blocks.height(146);
    assertThat(caller.told(again).path("result").path("number").asText()).isEqualTo("0x92");
  }

  @Test
  void whereNoNodeAnswersThereIsNoSubscriptionAndOneThatIsThereGoesOn() {
    // Given
    FakeBlocks blocks = new FakeBlocks(gateway.node);
    SocketCaller caller = SocketCaller.of(gateway);
    blocks.away(true);
    assertThat(caller.call("eth_subscribe", "[\"newHeads\"]").path("error").path("code").asInt())
        .isEqualTo(-32002);
    blocks.away(false);
    String heads = caller.subscribe("[\"newHeads\"]");

    // When
    blocks.away(true);
    blocks.height(17);
    blocks.away(false);

    // Then
    assertThat(caller.told(heads).path("result").path("number").asText()).isEqualTo("0x11");
  }

  @Test
  void whoReadsTooSlowlyIsClosed() {
    // Given
    FakeBlocks blocks = new FakeBlocks(gateway.node);
    SocketCaller slow = SocketCaller.of(gateway);
    SocketCaller quick = SocketCaller.of(gateway);
    slow.subscribe("[\"logs\"]");
    String heads = quick.subscribe("[\"newHeads\"]");
    blocks.fill(600_000);
    slow.socket.pause();

    // When
    blocks.height(16 + 100);

    // Then
    for (int number = 17; number <= 116; number++) {
      assertThat(quick.told(heads).path("result").path("number").asText())
          .isEqualTo("0x" + Integer.toHexString(number));
    }
    slow.socket.resume();
    assertThat(slow.closed()).isEqualTo(1008);
    assertThat(slow.unread()).isLessThan(80);
  }

  @Test
  void callsAndSubscriptionsAreCountedAndWhatIsToldIsNot() {
    // Given
    FakeBlocks blocks = new FakeBlocks(gateway.node);
    SocketCaller caller = SocketCaller.of(gateway);

    // When
    caller.call("eth_chainId", "[]");
    String heads = caller.subscribe("[\"newHeads\"]");
    blocks.height(20);
    for (int i = 0; i < 4; i++) {
      caller.told(heads);
    }
    caller.call("eth_unsubscribe", "[\"" + heads + "\"]");
    caller.call("admin_peers", "[]");
    caller.call("eth_subscribe", "[\"syncing\"]");
    stopServer();

    // Then
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(3);
  }

  @Test
  void aSubscriptionTakesAPlaceAmongTheCallsOfItsKey() {
    // Given
    new FakeBlocks(gateway.node);
    limited(OptionalLong.empty(), 2, OptionalInt.of(200));
    SocketCaller caller = SocketCaller.of(gateway);
    String first = caller.subscribe("[\"newHeads\"]");
    caller.subscribe("[\"newHeads\"]");

    // Then
    assertThat(gateway.post(CALL).errorCode()).isEqualTo(-32005);
    caller.close();
    TestGateway.await(() -> gateway.post(CALL).status() == 200);
    SocketCaller again = SocketCaller.of(gateway);
    String one = again.subscribe("[\"newHeads\"]");
    assertThat(one).isNotEqualTo(first);
    again.call("eth_unsubscribe", "[\"" + one + "\"]");
    again.send(" ".repeat(201));
    assertThat(again.next().path("error").path("message").asText()).contains("200 bytes");
    assertThat(again.call("eth_chainId", "[]").has("result")).isTrue();
  }

  @Test
  void whoMayDoOneThingAtOnceCanEndHisSubscription() {
    // Given
    new FakeBlocks(gateway.node);
    limited(OptionalLong.of(1_000), 1, OptionalInt.empty());
    SocketCaller caller = SocketCaller.of(gateway);
    String heads = caller.subscribe("[\"newHeads\"]");

    // Then: nothing else is let in, also not beside the one that gives the place back
    caller.send(CALL);
    assertThat(caller.next().path("error").path("code").asInt()).isEqualTo(-32005);
    String end =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_unsubscribe\",\"params\":[\"%s\"]}";
    caller.send("[" + end.formatted(heads) + "]");
    assertThat(caller.next().path("error").path("code").asInt()).isEqualTo(-32005);
    assertThat(caller.call("eth_unsubscribe", "[\"0x12\"]").path("result").asBoolean(true))
        .isFalse();
    assertThat(gateway.post(CALL).errorCode()).isEqualTo(-32005);

    // When
    assertThat(caller.call("eth_unsubscribe", "[\"" + heads + "\"]").path("result").asBoolean())
        .isTrue();

    // Then
    assertThat(caller.call("eth_chainId", "[]").has("result")).isTrue();
    caller.subscribe("[\"newHeads\"]");
    assertThat(gateway.post(CALL).errorCode()).isEqualTo(-32005);
  }

  /** The key may do so much in a day and at once, and the gateway has heard of it. */
  private void limited(OptionalLong daily, int atOnce, OptionalInt bytes) {
    gateway.change(
        route(Map.of(TestGateway.KEY, gateway.credential))
            .limiting(
                Map.of(
                    gateway.credential,
                    new CallLimits(OptionalInt.empty(), daily, OptionalInt.of(atOnce), bytes))),
        () -> gateway.post(CALL).header("ratelimit-policy").contains("key-concurrent"));
  }
}
