package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that are signed here. */
class NativeTransactionsTest extends NativeDoorCase {
  @Test
  void aTransactionIsSignedSubmittedAndWaitedFor() {
    // When
    Answer answer =
        post("/transactions", draft("draft", ",\"transient\":{\"price\":\"7\"},\"async\":false"));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("ratelimit-policy")).isEqualTo("\"tps\";q=100000;w=1");
    assertThat(answer.body())
        .isEqualTo(
            "{\"transaction\":\""
                + FakeLedger.TRANSACTION
                + "\",\"block\":7,\"status\":\"COMMITTED\",\"code\":\"VALID\","
                + "\"result\":\"\u201cdone\u201d\"}");
    assertThat(gateway.ledger.calls()).endsWith("submit notary draft[lease-1]{price=7} by clerk");
    assertThat(gateway.signer.reasons())
        .containsExactly("transaction of notary draft, by credential " + gateway.credential);
  }

  @Test
  void whoDoesNotWaitIsToldWhereToLook() {
    // When
    Answer answer = post("/transactions", draft("draft", ",\"async\":true"));

    // Then
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("status").asText()).isEqualTo("PENDING");
    Answer there = send(keyed(answer.header("location"), "").GET());
    assertThat(there.status()).isEqualTo(200);
    assertThat(there.body())
        .isEqualTo(
            "{\"transaction\":\""
                + FakeLedger.TRANSACTION
                + "\",\"block\":7,\"status\":\"COMMITTED\",\"code\":\"VALID\","
                + "\"at\":\"1970-01-01T00:00:00Z\",\"by\":\"alpha/clerk\",\"contract\":\"notary\","
                + "\"function\":\"draft\",\"args\":[\"lease-1\",{\"base64\":\"/w==\"}]}");
  }

  /** A block that doesn't come in time, and custody that can't sign the question for it. */
  @ParameterizedTest
  @ValueSource(strings = {"later", "unrecorded"})
  void whatWasTakenIsPendingWhateverComesThen(String function) {
    Answer answer = post("/transactions", draft(function, ""));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("transaction").asText()).isEqualTo(FakeLedger.TRANSACTION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refuse | 422 | ledger-refused | Alpha: lease-1 is there.",
        "wrong | 422 | invalid | Contract must be a chaincode's name.",
        "silent | 503 | unavailable | No node of the network answers",
        "lost | 504 | outcome-unknown | Look for it before you send it again.",
        "conflict | 409 | without-effect | is in block 7 and had no effect: MVCC_READ_CONFLICT.",
        "fault | 500 | internal | Something went wrong in the gateway.",
        "deep | 500 | internal | Something went wrong in the gateway.",
      })
  void everyEndIsTold(String function, int status, String type, String told) {
    // When
    Answer answer = post("/transactions", draft(function, ""));

    // Then
    problem(answer, status, type, told);
    assertThat(answer.body()).doesNotContain("10.0.0.7");
    assertThat(answer.json().has("transaction")).isEqualTo(status == 504 || status == 409);
    assertThat(answer.header("retry-after").isEmpty()).isEqualTo(status != 503);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | 400 | bad-request | must be a JSON object",
        "[] | 400 | bad-request | must be a JSON object",
        "{ | 400 | bad-request | can't be read as JSON",
        "{\"contract\":\"a\",\"function\":\"f\"} x | 400 | bad-request | as JSON",
        "{\"contract\":\"a\",\"function\":\"f\"}{} | 400 | bad-request | nothing else",
        "{\"contract\":\"a\",\"contract\":\"b\",\"function\":\"f\"} | 400 | bad-request | once",
        "{\"function\":\"f\"} | 400 | bad-request | contract is missing",
        "{\"contract\":\"a\"} | 400 | bad-request | function is missing",
        "{\"contract\":null,\"function\":\"f\"} | 400 | bad-request | contract must be a string",
        "{\"contract\":7,\"function\":\"f\"} | 400 | bad-request | contract must be a string",
        "{\"contract\":\" \",\"function\":\"f\"} | 400 | bad-request | 1 to 256 characters",
        "{\"contract\":\"a\",\"function\":\"\"} | 400 | bad-request | 1 to 4096 characters",
        "{\"contract\":\"a\",\"function\":\"f\",\"args\":\"x\"} | 400 | bad-request | array",
        "{\"contract\":\"a\",\"function\":\"f\",\"args\":[\"x\",7]} | 400 | bad-request | args[1]",
        "{\"contract\":\"a\",\"function\":\"f\",\"args\":[null]} | 400 | bad-request | args[0]",
        "{\"contract\":\"a\",\"function\":\"f\",\"transient\":[]} | 400 | bad-request | transient",
        "{\"contract\":\"a\",\"function\":\"f\",\"transient\":{\"a\":1}} | 400 | bad-request |"
            + " transient",
        "{\"contract\":\"a\",\"function\":\"f\",\"async\":\"yes\"} | 400 | bad-request | async",
        "{\"contract\":\"a\",\"function\":\"f\",\"Args\":[]} | 400 | unknown-field | Args. Known"
            + " are",
        "{\"contract\":\"a\",\"function\":\"f\",\"key\":\"nobody\"} | 422 | invalid | no managed"
            + " key",
        "{\"contract\":\"a\",\"function\":\"f\",\"key\":{}} | 400 | bad-request | key must be",
        "{\"contract\":\"a\",\"function\":\"f\"} | 422 | invalid | Key is missing",
        "{\"contract\":\"a\",\"deploy\":\"0x60\"} | 400 | bad-request | exclude each other",
        "{\"deploy\":7} | 400 | bad-request | deploy must be a string",
        "{\"deploy\":\"0x60\",\"key\":\"clerk\"} | 422 | invalid | aren't deployed here",
      })
  void aBodyThatMakesNoSenseIsRefused(String body, int status, String type, String told) {
    problem(post("/transactions", body), status, type, told);
    assertThat(gateway.signer.reasons()).isEmpty();
  }

  @Test
  void aBodyTooLargeOrCompressedIsRefused() {
    problem(
        post("/transactions", draft("x".repeat(1 << 20), "")),
        413,
        "too-large",
        "nothing was done");
    problem(
        send(
            keyed("/transactions")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("x"))),
        415,
        "unsupported-media-type",
        "uncompressed");
  }

  /** The same door, and the account's numbers as /eth chooses them. */
  @Test
  void anEthereumNetworkIsCalledTheSameWay() {
    // When
    String path = "/gateway/v1/networks/" + gateway.network + "/";
    String body =
        "{\"contract\":\"0xaa\",\"function\":\"set(uint256)\",\"args\":[\"7\"],\"key\":\"app-1\"}";
    Answer first = send(keyed(path, "transactions").POST(BodyPublishers.ofString(body)));
    Answer second =
        send(
            keyed(path, "transactions")
                .POST(BodyPublishers.ofString(body.replace("}", ",\"async\":true}"))));

    // Then
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.json().path("status").asText()).isEqualTo("COMMITTED");
    assertThat(second.status()).isEqualTo(202);
    assertThat(gateway.chain.taken()).extracting(t -> t.nonce()).containsExactly(0L, 1L);
    assertThat(first.json().path("transaction").asText())
        .isEqualTo(gateway.chain.taken().get(0).hash());
    assertThat(
            send(keyed(path, "queries")
                    .POST(BodyPublishers.ofString(body.replace("app-1", "0x" + "AB".repeat(20)))))
                .body())
        .isEqualTo("{\"result\":\"set(uint256) by " + TestGateway.ACCOUNT + "\"}");
    problem(
        send(
            keyed(path, "transactions")
                .POST(BodyPublishers.ofString(body.replace("set(uint256)", "nonsense")))),
        422,
        "invalid",
        "Function must be a signature.");
  }
}
