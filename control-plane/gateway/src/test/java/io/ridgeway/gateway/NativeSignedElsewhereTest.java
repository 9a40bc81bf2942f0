package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions of those who keep their keys. */
class NativeSignedElsewhereTest extends NativeDoorCase {
  private static final String PREPARE =
      "{\"contract\":\"notary\",\"function\":\"draft\",\"args\":[\"lease-1\"],"
          + "\"organisation\":\"alpha\",\"certificate\":\"PEM\"}";

  @Test
  void whoKeepsHisKeySignsTwiceAndNothingIsSignedForHim() {
    // When
    Answer proposed = post("/transactions/prepare", PREPARE);
    Answer agreed =
        post("/transactions/prepare", "{\"payload\":\"AQI=\",\"signature\":\"0x0a0b\"}");
    Answer asked = post("/queries", "{\"payload\":\"AQI=\",\"signature\":\"Cgs=\"}");
    Answer sent = post("/transactions", "{\"payload\":\"AwQ=\",\"signature\":\"Cgs=\"}");

    // Then
    assertThat(proposed.body())
        .isEqualTo(
            "{\"step\":\"proposal\",\"transaction\":\""
                + FakeLedger.TRANSACTION
                + "\",\"payload\":\"AQI=\",\"digest\":"
                + "\"a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222\"}");
    assertThat(agreed.json().path("step").asText()).isEqualTo("transaction");
    assertThat(agreed.json().path("payload").asText()).isEqualTo("AwQ=");
    assertThat(agreed.json().path("resultEncoding").asText()).isEqualTo("base64");
    assertThat(asked.body()).isEqualTo("{\"result\":\"42\"}");
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.header("location")).endsWith("/transactions/" + FakeLedger.TRANSACTION);
    assertThat(gateway.ledger.calls())
        .endsWith(
            "propose notary draft[lease-1]{} for Member[organisation=alpha, certificate=PEM] by"
                + " nobody",
            "endorse 0102/0a0b by nobody",
            "ask 0102/0a0b by nobody",
            "send 0304/0a0b by nobody");
    assertThat(gateway.signer.reasons()).isEmpty();
    assertThat(post("/transactions", "{\"payload\":\"AQ==\",\"signature\":\"Cgs=\"}").status())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transactions | {\"payload\":7} | payload must be a string",
        "transactions | {\"payload\":\"\"} | payload must have 1 to",
        "transactions | {\"payload\":\"%\"} | payload must be Base64",
        "transactions | {\"payload\":\"0xg0\"} | payload must be Base64",
        "transactions | {\"payload\":\"AQ==\",\"signature\":{}} | signature must be a string",
        "transactions | {\"payload\":\"AQ==\",\"signature\":\"!\"} | signature must be Base64",
        "transactions | {\"payload\":\"AQ==\",\"async\":1} | async must be true or false",
        "transactions | {\"payload\":\"AQ==\",\"key\":\"clerk\"} | The body has a member that",
        "transactions | {\"payload\":\"AQ==\",\"payload\":\"AQ==\"} | The body can't be read",
        "queries | {\"payload\":\"AQ==\",\"async\":true} | The body has a member that",
        "transactions/prepare | 7 | The body must be a JSON object",
        "transactions/prepare | {\"account\":7} | account must be a string",
        "transactions/prepare | {\"account\":\" \"} | account must have 1 to",
        "transactions/prepare | {\"account\":\"0x1\",\"organisation\":\"a\"} | The body has",
        "transactions/prepare | {\"account\":\"0x1\",\"key\":\"clerk\"} | contract is missing",
        "transactions/prepare | {\"payload\":\"AQ==\",\"account\":\"0x1\"} | The body has a member",
        "queries | {\"payload\":\"AQ==\",\"account\":\"0x1\"} | The body has a member that",
        "transactions | {\"payload\":\"AQ==\",\"account\":[]} | account must be a string",
        "transactions/prepare | {} | organisation is missing",
        "transactions/prepare | {\"organisation\":\"a\"} | certificate is missing",
        "transactions/prepare | {\"organisation\":\"a\",\"certificate\":1} | certificate must be",
        "transactions/prepare | {\"organisation\":\"a\",\"certificate\":\"P\"} | contract is"
            + " missing"
      })
  void whatWasSignedElsewhereIsReadStrictly(String path, String body, String why) {
    Answer answer = post("/" + path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).startsWith(why);
    Answer both = post("/transactions/prepare", PREPARE.replace("{", "{\"key\":\"clerk\","));
    assertThat(both.status()).isEqualTo(400);
  }

  @Test
  void aLedgerOfCertificatesDraftsNothingForAccounts() {
    String account = ",\"account\":\"0x1\"}";
    for (Answer answer :
        List.of(
            post(
                "/transactions/prepare",
                "{\"contract\":\"notary\",\"function\":\"draft\"" + account),
            post("/transactions", "{\"payload\":\"AwQ=\",\"signature\":\"Cgs=\"" + account))) {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.json().path("detail").asText()).contains("leave account out");
    }
    assertThat(gateway.ledger.calls()).noneMatch(call -> call.startsWith("send"));
  }
}
