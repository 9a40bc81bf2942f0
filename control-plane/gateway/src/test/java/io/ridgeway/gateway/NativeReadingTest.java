package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions, blocks and transactions. */
class NativeReadingTest extends NativeDoorCase {
  @Test
  void questionsChangeNothingAndAreAskedAsAMember() {
    // When
    Answer answer =
        post("/queries", "{\"contract\":\"notary\",\"function\":\"read\",\"args\":[\"lease-1\"]}");
    Answer bytes = post("/queries", "{\"contract\":\"notary\",\"function\":\"bytes\"}");

    // Then: the first by name of those that are known as members
    assertThat(answer.body()).isEqualTo("{\"result\":\"42\"}");
    assertThat(bytes.body()).isEqualTo("{\"result\":\"/wA=\",\"resultEncoding\":\"base64\"}");
    assertThat(gateway.ledger.calls()).contains("evaluate notary read[lease-1] by bot");
    problem(
        post("/queries", draft("read", ",\"async\":true")), 400, "unknown-field", "async. Known");
    problem(post("/queries", "{\"deploy\":\"0x60\"}"), 400, "unknown-field", "deploy. Known");
  }

  @Test
  void blocksAndTransactionsAreShown() {
    assertThat(get("/blocks/3?key=clerk").body())
        .isEqualTo(
            "{\"number\":3,\"hash\":\"cd\",\"previousHash\":\"ab\",\"at\":\"1970-01-01T00:00:00Z\","
                + "\"transactions\":[{\"transaction\":\""
                + FakeLedger.TRANSACTION
                + "\",\"code\":\"VALID\"}]}");
    assertThat(gateway.ledger.calls()).endsWith("block OptionalLong[3] by clerk");
    problem(get("/blocks/8"), 404, "not-found", "blocks/latest");
    problem(get("/transactions/" + "00".repeat(32)), 404, "not-found", "no such transaction");
    problem(get("/transactions/x"), 422, "invalid", "64 hex digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1e3", "00", "0x10", "9999999999999999999", "%31", "1.5"})
  void whatIsNoBlocksNumberIsRefused(String number) {
    problem(get("/blocks/" + number), 400, "bad-request", "block must be a block's number");
  }
}
