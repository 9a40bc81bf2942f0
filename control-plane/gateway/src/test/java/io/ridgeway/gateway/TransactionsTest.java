package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.gateway.submit.FakeChain;
import io.ridgeway.model.meter.Meter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionsTest {
  private final TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Answer send(String fields) {
    return gateway.call("eth_sendTransaction", "[{" + fields + "}]");
  }

  private static String from(String account, String data) {
    return "\"from\":\"" + account + "\",\"data\":\"" + data + "\"";
  }

  @Test
  void signsNumbersAndSendsATransaction() {
    // When
    Answer first = send(from(TestGateway.ACCOUNT.toUpperCase().replace("0X", "0x"), "0x01"));
    Answer second = send(from(TestGateway.ACCOUNT, "0x02"));

    // Then
    assertThat(gateway.chain.taken())
        .extracting(FakeChain.Taken::nonce, FakeChain.Taken::data, FakeChain.Taken::hash)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0L, "0x01", first.json().get("result").asText()),
            org.assertj.core.groups.Tuple.tuple(1L, "0x02", second.json().get("result").asText()));
    assertThat(gateway.signer.reasons().get(0))
        .isEqualTo(
            "eth_sendTransaction by credential "
                + gateway.credential
                + " from "
                + TestGateway.ACCOUNT
                + " nonce 0");
  }

  @Test
  void keepsTheNoncesOfManyConcurrentCallersWithoutGapsOrCollisions() {
    // Given
    List<String> accounts = List.of(TestGateway.ACCOUNT, TestGateway.SECOND_ACCOUNT);

    // When
    List<CompletableFuture<Answer>> calls =
        IntStream.range(0, 120)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> send(from(accounts.get(i % 2), "0x" + (1000 + i)))))
            .toList();
    List<String> hashes = calls.stream().map(c -> c.join().json().get("result").asText()).toList();

    // Then
    assertThat(hashes).doesNotHaveDuplicates();
    for (String account : accounts) {
      assertThat(gateway.chain.taken().stream().filter(t -> t.from().equals(account)))
          .extracting(FakeChain.Taken::nonce)
          .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
    }
    gateway.server.close();
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(120);
  }

  @Test
  void keepsTheOrderOfABatch() {
    // When
    String item =
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"eth_sendTransaction\",\"params\":[{%s}]}";
    Answer answer =
        gateway.post(
            IntStream.range(0, 10)
                .mapToObj(i -> item.formatted(i, from(TestGateway.ACCOUNT, "0x1" + i)))
                .collect(java.util.stream.Collectors.joining(",", "[", "]")));

    // Then
    assertThat(gateway.chain.taken())
        .extracting(FakeChain.Taken::data)
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "0x1" + i).toList());
    assertThat(answer.json()).hasSize(10).allSatisfy(a -> assertThat(a.has("result")).isTrue());
  }

  @Test
  void passesTheNodesRefusalOnAndGivesTheNonceToTheNext() {
    // When
    Answer reverted = send(from(TestGateway.ACCOUNT, "0xdead"));
    Answer refused = send(from(TestGateway.ACCOUNT, "0xf00d"));
    Answer taken = send(from(TestGateway.ACCOUNT, "0x01"));

    // Then
    assertThat(reverted.errorCode()).isEqualTo(3);
    assertThat(reverted.json().at("/error/data").asText()).isEqualTo("0x08c379a0");
    assertThat(refused.errorCode()).isEqualTo(-32000);
    assertThat(refused.message()).startsWith("insufficient funds");
    assertThat(taken.json().has("result")).isTrue();
    assertThat(gateway.chain.taken()).extracting(FakeChain.Taken::nonce).containsExactly(0L);
  }

  @Test
  void refusesAnAccountThatIsNotManagedHere() {
    // When
    Answer answer = send(from("0x" + "ef".repeat(20), "0x01"));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.errorCode()).isEqualTo(-32602);
    assertThat(answer.message()).contains("no managed account").contains("eth_sendRawTransaction");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[]                                   | one transaction object",
        "{}                                   | one transaction object",
        "[\"0x\"]                             | one transaction object",
        "[{}]                                 | from is missing",
        "[{\"from\":5}]                       | must be a string",
        "[{\"from\":\"0x12\"}]                | 40 hex digits",
        "[{\"from\":null,\"from\":null}]      | stands twice",
        "[{\"from\":\"0x12\"},\"latest\"]     | one transaction and nothing else",
      })
  void refusesParametersThatCanNotBeRead(String params, String why) {
    // When
    Answer answer = gateway.call("eth_sendTransaction", params);

    // Then
    assertThat(answer.errorCode()).isEqualTo(-32602);
    assertThat(answer.message()).contains(why);
  }

  @Test
  void refusesWhatTheLedgersClientCanNotMakeATransactionOf() {
    // When
    Answer answer = send(from(TestGateway.ACCOUNT, "0xbad"));

    // Then
    assertThat(answer.errorCode()).isEqualTo(-32602);
    assertThat(answer.message()).contains("even number of hex digits");
  }

  @Test
  void honoursANonceThatIsTheNextOneSoThatARepetitionIsSafe() {
    // Given
    String first = from(TestGateway.ACCOUNT, "0x01") + ",\"nonce\":\"0x0\"";
    assertThat(send(first).json().has("result")).isTrue();

    // When
    Answer again = send(first);
    Answer next = send(from(TestGateway.ACCOUNT, "0x02") + ",\"nonce\":\"0x1\"");

    // Then
    assertThat(again.errorCode()).isEqualTo(-32602);
    assertThat(again.json().at("/error/data/next").asText()).isEqualTo("0x1");
    assertThat(next.json().has("result")).isTrue();
    assertThat(gateway.chain.taken()).hasSize(2);
  }

  @Test
  void signsNothingWhileTheUseOfAKeyCanNotBeRecorded() {
    // Given
    gateway.signer.journalAway(true);

    // When
    Answer answer = send(from(TestGateway.ACCOUNT, "0x01"));
    gateway.signer.journalAway(false);
    Answer later = send(from(TestGateway.ACCOUNT, "0x02"));

    // Then
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.message()).contains("nothing was signed");
    assertThat(later.json().has("result")).isTrue();
    assertThat(gateway.chain.taken()).extracting(FakeChain.Taken::nonce).containsExactly(0L);
  }

  @Test
  void aKeyThatCanNotBeReadIsNoRejectionAndNotCounted() {
    // Given
    gateway.signer.recordsAway(true);

    // When
    Answer answer = send(from(TestGateway.ACCOUNT, "0x01"));
    gateway.signer.recordsAway(false);
    Answer later = send(from(TestGateway.ACCOUNT, "0x02"));
    gateway.server.close();

    // Then
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32002);
    assertThat(answer.message()).contains("nothing was signed", "The database can't be reached.");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(later.json().has("result")).isTrue();
    assertThat(gateway.chain.taken()).extracting(FakeChain.Taken::nonce).containsExactly(0L);
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(1);
  }

  @Test
  void sendsAsANotificationToo() {
    // When
    Answer answer =
        gateway.post(
            "{\"jsonrpc\":\"2.0\",\"method\":\"eth_sendTransaction\",\"params\":[{"
                + from(TestGateway.ACCOUNT, "0x01")
                + "}]}");

    // Then
    assertThat(answer.status()).isEqualTo(204);
    assertThat(gateway.chain.taken()).hasSize(1);
  }

  @Test
  void findsOutWhatBecameOfATransactionWhoseAnswerWasLost() {
    // Given: the node takes it, and breaks off before it answers; only the first time
    gateway.node.behave(
        (request, body) -> {
          gateway.node.behave(null);
          String raw = body.toString().replaceAll(".*\\[\"", "").replaceAll("\".*", "");
          gateway.chain.take(raw);
          request.connection().close();
        });

    // When
    Answer answer = send(from(TestGateway.ACCOUNT, "0x01"));
    Answer next = send(from(TestGateway.ACCOUNT, "0x02"));

    // Then
    assertThat(gateway.chain.taken())
        .extracting(FakeChain.Taken::hash)
        .containsExactly(
            answer.json().path("result").asText(), next.json().path("result").asText());
  }

  @Test
  void saysWhatIsNotKnownAndHowToFindOut() {
    // Given
    gateway.node.behave((request, body) -> request.connection().close());

    // When
    Answer answer = send(from(TestGateway.ACCOUNT, "0x01"));

    // Then
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.errorCode()).isEqualTo(-32002);
    assertThat(answer.message()).contains("not known").contains("data.hash");
    assertThat(answer.json().at("/error/data/hash").asText()).matches("0x[0-9a-f]{64}");
    assertThat(answer.json().at("/error/data/nonce").asText()).isEqualTo("0x0");
  }
}
