package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.SignedElsewhere.Signed;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client where a node is dead, silent or behind. */
class NodesOfClientTest {
  private static final String ACCOUNT = "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f";
  private static final Signed SIGNED =
      new Signed(HexFormat.of().parseHex("f86c098504a817c800825208"), new byte[0]);

  private final FakeNetwork network = new FakeNetwork(4, 2).at(7);
  private final EthereumClient client = new EthereumClient(new JsonRpc(), network.endpoints());
  private final FakeNode first = network.node("rpc-1");
  private final FakeNode second = network.node("rpc-2");
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    network.close();
  }

  /** It takes calls and answers none. */
  private void silence(FakeNode node, String... methods) {
    for (String method : methods) {
      node.body(
          method,
          (JsonNode request) -> {
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return "";
          });
    }
  }

  private static long count(FakeNode node, String method) {
    return node.asked().stream().filter(request -> request.contains(method)).count();
  }

  private void counts(FakeNode... nodes) {
    Stream.of(nodes).forEach(node -> node.result("eth_getTransactionCount", "\"0x2\""));
  }

  @Test
  void aDeadOneIsPassedOverAndWhatIsSignedIsSentToOneThatLives() {
    // Given
    counts(second);
    second.result("eth_sendRawTransaction", "\"0x" + "ab".repeat(32) + "\"");
    first.close();

    // Then
    for (int i = 0; i < 5; i++) {
      assertThat(client.nextNonce(ACCOUNT)).isEqualTo(2);
    }
    assertThat(client.submit(SIGNED).transaction()).isEqualTo("0x" + "ab".repeat(32));
    assertThat(count(second, "eth_sendRawTransaction")).isEqualTo(1);
  }

  @Test
  void aSilentOneIsAskedNoMoreAfterAFewCalls() {
    // Given
    counts(second);
    silence(first, "eth_getTransactionCount", "eth_blockNumber");

    // When
    for (int i = 0; i < 10; i++) {
      assertThat(client.nextNonce(ACCOUNT)).isEqualTo(2);
    }

    // Then
    assertThat(count(first, "eth_getTransactionCount")).isLessThanOrEqualTo(3);
  }

  @Test
  void oneThatLagsIsLeft() throws InterruptedException {
    // Given
    counts(first, second);
    second.chain("a", 20);
    client.nextNonce(ACCOUNT);
    for (int i = 0; i < 500 && count(first, "eth_blockNumber") < 3; i++) {
      Thread.sleep(20);
      client.nextNonce(ACCOUNT);
    }
    Thread.sleep(200);
    long before = count(first, "eth_getTransactionCount");

    // When
    for (int i = 0; i < 10; i++) {
      client.nextNonce(ACCOUNT);
    }

    // Then
    assertThat(count(first, "eth_getTransactionCount")).isEqualTo(before);
    assertThat(count(second, "eth_getTransactionCount")).isGreaterThanOrEqualTo(10);
  }

  @Test
  void whatWasSentToOneThatStaysSilentIsSentToNobodyElse() {
    // Given
    for (FakeNode node : List.of(first, second)) {
      silence(node, "eth_sendRawTransaction");
    }

    // Then
    assertThatThrownBy(() -> client.submit(SIGNED)).isInstanceOf(LedgerException.Unknown.class);
    assertThat(count(first, "eth_sendRawTransaction") + count(second, "eth_sendRawTransaction"))
        .isEqualTo(1);
  }

  @Test
  void whereNobodyAnswersNothingWasSent() {
    // Given
    first.close();
    second.close();

    // Then
    assertThatThrownBy(() -> client.submit(SIGNED)).isInstanceOf(LedgerException.Unreachable.class);
  }

  @Test
  void eventsGoOnFromAnotherNodeWithNoneLeftOutAndNoneTwice() {
    // Given
    String contract = "0x3535353535353535353535353535353535353535";
    for (FakeNode node : List.of(first, second)) {
      node.body(
          "eth_getLogs",
          request -> {
            long from = Long.decode(request.at("/params/0/fromBlock").asText());
            return "{\"result\":[{\"blockNumber\":\"0x"
                + Long.toHexString(from)
                + "\",\"transactionHash\":\"0x1\",\"logIndex\":\"0x0\",\"topics\":[\"0x2\"],"
                + "\"data\":\"0x\"}]}";
          });
    }
    first.chain("a", 1);
    second.chain("a", 1);
    Events events =
        client.events(
            new EventQuery(contract, OptionalLong.of(1), Optional.empty()), Optional.empty());
    assertThat(events.next().orElseThrow().at().block()).isEqualTo(1);

    // When: the one that told it dies, and the other one is behind at first
    boolean firstTold = count(first, "eth_getLogs") > 0;
    (firstTold ? first : second).close();
    (firstTold ? second : first).chain("a", 2);

    // Then
    assertThat(events.next().orElseThrow().at().block()).isEqualTo(2);
    assertThat(count(firstTold ? second : first, "eth_getLogs")).isEqualTo(1);
    events.close();
  }
}
